/**
 * What is taught and sold: levels, tiers, modules and lessons, read strictly from {@code curriculum} once at start. Exports
 * Catalog and its records; the home and pricing pages live here.
 */
@NullMarked
package academy.ascent.platform.catalog;

import org.jspecify.annotations.NullMarked;
