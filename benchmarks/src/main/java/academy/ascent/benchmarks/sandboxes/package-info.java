/** How soon a local sandbox serves, how soon it serves again, and how many stand side by side. */
@NullMarked
package academy.ascent.benchmarks.sandboxes;

import org.jspecify.annotations.NullMarked;
