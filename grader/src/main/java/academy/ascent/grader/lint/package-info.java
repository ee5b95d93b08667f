/**
 * Owns {@code lint-labs}: it grades every lab's solution, starter and flawed variants, compares what came with what the
 * lab declares, and tells what no variant probes and what no schedule can decide. Exports its command.
 */
@NullMarked
package academy.ascent.grader.lint;

import org.jspecify.annotations.NullMarked;
