/** The outbox that stands in for a mailbox on one machine. Exports its page record. */
@NullMarked
package academy.ascent.site.mail;

import org.jspecify.annotations.NullMarked;
