/** What instructors see who have submissions measured again. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.regrade;

import org.jspecify.annotations.NullMarked;
