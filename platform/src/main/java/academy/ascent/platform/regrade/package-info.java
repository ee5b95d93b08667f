/** Sets of submissions that are measured again, previewed, applied as a whole, and taken back. Exports nothing. */
@NullMarked
package academy.ascent.platform.regrade;

import org.jspecify.annotations.NullMarked;
