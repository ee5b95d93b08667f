/** What instructors see of their cohorts, and what a learner sees who follows an invitation. Exports the page records. */
@NullMarked
package academy.ascent.site.cohort;

import org.jspecify.annotations.NullMarked;
