/**
 * Owns what a grading says: results of checks with their measurements and evidence, the arithmetic of points and the
 * verdict. Exports plain records that travel as JSON; it knows neither labs nor sandboxes.
 */
@NullMarked
package academy.ascent.grader.verdict;

import org.jspecify.annotations.NullMarked;
