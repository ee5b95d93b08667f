/** Appeals and the inbox of what needs a person. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.appeal;

import org.jspecify.annotations.NullMarked;
