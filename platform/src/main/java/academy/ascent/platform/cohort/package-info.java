/**
 * Groups that go through a level together: instructors make and steer them, learners join by link. Owns cohorts, invitations
 * and membership, and exports CohortDoor; what was measured comes from the submissions.
 */
@NullMarked
package academy.ascent.platform.cohort;

import org.jspecify.annotations.NullMarked;
