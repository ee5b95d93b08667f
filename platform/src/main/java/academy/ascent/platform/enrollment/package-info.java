/** Who has a place on which level, and by which paid order. Exports Enrollments, which the labs ask before they open. */
@NullMarked
package academy.ascent.platform.enrollment;

import org.jspecify.annotations.NullMarked;
