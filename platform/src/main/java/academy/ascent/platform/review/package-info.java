/** What instructors do about single submissions: deciding a grade. Exports nothing. */
@NullMarked
package academy.ascent.platform.review;

import org.jspecify.annotations.NullMarked;
