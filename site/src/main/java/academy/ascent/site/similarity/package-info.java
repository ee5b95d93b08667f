/** What those who teach see of work that is alike. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.similarity;

import org.jspecify.annotations.NullMarked;
