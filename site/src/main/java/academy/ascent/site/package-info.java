/**
 * What people see: typed page records in a package a feature, their templates beside them in {@code src/main/jte}. Exports the
 * page records and {@link academy.ascent.site.Site}, which renders them; it knows JDK types only.
 */
@NullMarked
package academy.ascent.site;

import org.jspecify.annotations.NullMarked;
