/**
 * Owns the load: one thread that asks questions over HTTP, closed loop or open loop, and checks every answer. Exports
 * {@link academy.ascent.benchmarks.load.Load} and the {@link academy.ascent.benchmarks.load.Questions} it asks.
 */
@NullMarked
package academy.ascent.benchmarks.load;

import org.jspecify.annotations.NullMarked;
