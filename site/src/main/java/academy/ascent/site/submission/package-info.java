/** The page of a submission's result. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.submission;

import org.jspecify.annotations.NullMarked;
