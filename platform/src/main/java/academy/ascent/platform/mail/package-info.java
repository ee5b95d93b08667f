/** Mail that the platform sends. Exports Mailer; the embedded default keeps mail in an outbox that is read in the browser. */
@NullMarked
package academy.ascent.platform.mail;

import org.jspecify.annotations.NullMarked;
