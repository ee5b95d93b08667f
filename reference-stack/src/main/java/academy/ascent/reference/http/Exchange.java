package academy.ascent.reference.http;

import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One request as far as its answer needs it.
 *
 * @param tenant whose key was sent; null where none was asked for
 * @param observation null where requests are neither logged nor traced
 */
record Exchange(
        String method,
        String uri,
        HttpVersion version,
        boolean keepAlive,
        long startNanos,
        @Nullable String tenant,
        @Nullable Observation observation) {
    Exchange by(String caller) {
        return new Exchange(method, uri, version, keepAlive, startNanos, caller, observation);
    }

    /** The address without its query. */
    String path() {
        int end = uri.indexOf('?');
        return end < 0 ? uri : uri.substring(0, end);
    }
}
