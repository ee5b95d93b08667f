/** Handed in files line by line. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.comment;

import org.jspecify.annotations.NullMarked;
