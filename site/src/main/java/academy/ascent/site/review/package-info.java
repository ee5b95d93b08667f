/** What instructors see who judge single submissions. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.review;

import org.jspecify.annotations.NullMarked;
