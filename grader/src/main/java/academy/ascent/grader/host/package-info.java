/**
 * Owns what a grading holds of its host and what the host does meanwhile: cores, precedence, the one measuring window,
 * and the witnesses of a measured round. Exports all of it to the checks; it judges the host, never a submission.
 */
@NullMarked
package academy.ascent.grader.host;

import org.jspecify.annotations.NullMarked;
