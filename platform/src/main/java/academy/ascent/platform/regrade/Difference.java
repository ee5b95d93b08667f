package academy.ascent.platform.regrade;

import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.SubmissionState;

/**
 * What a set says about one submission.
 *
 * @param before as it counts without this set, a person's decision left out
 * @param regrading the regrading, finished or not
 * @param decided whether a person's decision stands, which a regrade does not change
 */
record Difference(String learner, Submission before, Submission regrading, boolean decided) {

    /** What applying the set does to the submission. */
    enum Effect {
        PENDING("being measured"),
        UNDECIDED("stays: it could not be measured again"),
        DECIDED("stays: a person decided"),
        SAME("the same"),
        CHANGED("other points"),
        NEWLY_PASSED("would pass now"),
        NEWLY_FAILED("would not pass any more");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Effect effect() {
        if (regrading.state().isOpen()) {
            return Effect.PENDING;
        }
        if (!regrading.state().isJudgement() || regrading.earned() == null) {
            return Effect.UNDECIDED;
        }
        if (decided) {
            return Effect.DECIDED;
        }
        if (before.state() != regrading.state()) {
            var passes = regrading.state() == SubmissionState.PASSED;
            return passes ? Effect.NEWLY_PASSED : before.state().isJudgement() ? Effect.NEWLY_FAILED : Effect.CHANGED;
        }
        return points(before) == points(regrading) && before.points() == regrading.points()
                ? Effect.SAME
                : Effect.CHANGED;
    }

    /** By how many points it changes; 0 where nothing is known. */
    int change() {
        return regrading.earned() == null ? 0 : points(regrading) - points(before);
    }

    private static int points(Submission submission) {
        var earned = submission.earned();
        return earned == null ? 0 : earned;
    }
}
