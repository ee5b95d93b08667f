/**
 * What learners hand in and how it is graded: immutable submissions, their runs, live progress and results. Exports
 * Submissions, a reading view of every learner's best and latest submission.
 */
@NullMarked
package academy.ascent.platform.submission;

import org.jspecify.annotations.NullMarked;
