/** The pages of labs: the list, the place to work, a file's history. Page records hold JDK types and site primitives only. */
@NullMarked
package academy.ascent.site.lab;

import org.jspecify.annotations.NullMarked;
