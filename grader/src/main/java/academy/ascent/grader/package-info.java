/**
 * Judges a submission by deploying it into a fresh sandbox and measuring it. Holds the command only; the packages below
 * export the lab definition, the verdict records and the events of a grading.
 */
@NullMarked
package academy.ascent.grader;

import org.jspecify.annotations.NullMarked;
