/**
 * What a submission counts for after people had their say: decisions and applied regrades, each with its
 * reason, over the measured verdict. And
 * what counts in a cohort by its policy. Exports Decisions, Regraded, Policies, Reckoning, Teaching and their records; knows submissions by
 * their number only.
 */
@NullMarked
package academy.ascent.platform.grade;

import org.jspecify.annotations.NullMarked;
