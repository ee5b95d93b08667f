/**
 * The HTTP/1.1 server: bounded in size, time and queue, with readiness and draining that mean what they say.
 * It exports {@link academy.ascent.reference.http.HttpServer} and is the only package that knows Netty.
 */
@NullMarked
package academy.ascent.reference.http;

import org.jspecify.annotations.NullMarked;
