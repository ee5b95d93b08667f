/**
 * Owns how the files of a submission are read: plain files inside its folder only, bounded in size, number and depth,
 * each fault with its file and line. Exports {@link academy.ascent.grader.submission.Workspace} and what it reads.
 */
@NullMarked
package academy.ascent.grader.submission;

import org.jspecify.annotations.NullMarked;
