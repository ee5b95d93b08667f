/**
 * Owns the bench of serving: which servers are measured, in which order, and what is made of it. Exports the command
 * {@link academy.ascent.benchmarks.serving.ServingCommand}.
 */
@NullMarked
package academy.ascent.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
