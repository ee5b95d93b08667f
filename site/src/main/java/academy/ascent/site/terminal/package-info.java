/** A terminal in the browser. */
@NullMarked
package academy.ascent.site.terminal;

import org.jspecify.annotations.NullMarked;
