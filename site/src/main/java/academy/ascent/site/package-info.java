/** What people see: typed page records and their templates, components, styles and scripts. Knows JDK types only. */
@NullMarked
package academy.ascent.site;

import org.jspecify.annotations.NullMarked;
