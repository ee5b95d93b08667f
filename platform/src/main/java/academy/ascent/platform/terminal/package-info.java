/** Terminals in the browser: leads what is typed to a shell in a sandbox, and what that shows back. */
@NullMarked
package academy.ascent.platform.terminal;

import org.jspecify.annotations.NullMarked;
