/** How alike the work of a cohort's learners for a lab is, for those who teach it to look at. Exports nothing. */
@NullMarked
package academy.ascent.platform.similarity;

import org.jspecify.annotations.NullMarked;
