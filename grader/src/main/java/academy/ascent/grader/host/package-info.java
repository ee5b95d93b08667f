/**
 * Owns what the host does while something is measured: its witnesses and the one measuring window. Exports both to the
 * checks; it judges the host, never a submission.
 *
 * <p>Not here yet: the run-queue wait of a reference probe, and foreign CPU on the sandbox's own core (sandboxes are not
 * pinned yet, so it is taken over all cores).
 */
@NullMarked
package academy.ascent.grader.host;

import org.jspecify.annotations.NullMarked;
