/**
 * Owns the command line of the benches. Each bench is a package below and measures the reference stack side by side
 * with others in one run.
 */
@NullMarked
package academy.ascent.benchmarks;

import org.jspecify.annotations.NullMarked;
