/**
 * Owns the open-loop load generator: schedules computed before the run, one pacing thread, latency from the intended
 * start. Exports {@link academy.ascent.grader.load.Load}, its schedules and its samples; it knows HTTP but no model.
 *
 * <p>Not here yet: solo blocks for relative targets, and the gRPC protocol.
 */
@NullMarked
package academy.ascent.grader.load;

import org.jspecify.annotations.NullMarked;
