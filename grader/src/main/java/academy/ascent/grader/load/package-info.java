/**
 * Owns the open-loop load generator: schedules computed before the run, one pacing thread, latency from the intended
 * start. Exports {@link academy.ascent.grader.load.Load}, its schedules and its samples; it knows HTTP and gRPC but no model.
 */
@NullMarked
package academy.ascent.grader.load;

import org.jspecify.annotations.NullMarked;
