/** What instructors do about single submissions: deciding a grade, and reading by a rubric what no machine judges. Exports nothing. */
@NullMarked
package academy.ascent.platform.review;

import org.jspecify.annotations.NullMarked;
