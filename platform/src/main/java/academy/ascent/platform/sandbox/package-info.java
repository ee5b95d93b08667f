/**
 * A learner's own sandbox: their files of one lab, deployed as they stand, to look at and to try; and the operator's view of
 * all of them. Grading never happens there. Exports LearnerSandboxes for the
 * command line.
 */
@NullMarked
package academy.ascent.platform.sandbox;

import org.jspecify.annotations.NullMarked;
