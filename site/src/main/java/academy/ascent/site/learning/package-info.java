/** The pages of learning: a level, a lesson, the dashboard, and the elevation profile they share. Exports their page records. */
@NullMarked
package academy.ascent.site.learning;

import org.jspecify.annotations.NullMarked;
