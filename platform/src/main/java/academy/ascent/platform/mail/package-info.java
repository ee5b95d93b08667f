/**
 * Mail that the platform sends: kept in an outbox first, read in the browser on one machine, sent by SMTP where a server is
 * configured. Exports Mailer.
 */
@NullMarked
package academy.ascent.platform.mail;

import org.jspecify.annotations.NullMarked;
