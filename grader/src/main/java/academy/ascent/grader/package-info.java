/** Judges a submission by deploying and measuring it. Exports the lab definition, the verdict records and the command that measures. */
@NullMarked
package academy.ascent.grader;

import org.jspecify.annotations.NullMarked;
