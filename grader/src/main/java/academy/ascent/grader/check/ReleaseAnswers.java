package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;

/**
 * Whose answers are right while one release takes the place of another: either's until the change is complete and its
 * clients know it, then the new one's only.
 *
 * @param before the cases as answered by the release that goes
 * @param after the cases as answered by the release that comes
 * @param settledNanos from when on, from the start of the load, only the new one may answer
 */
record ReleaseAnswers(CaseBook before, CaseBook after, long settledNanos) {

    /** What is to be said of an answer. */
    enum Judgement {
        RIGHT,
        UNANSWERED,
        /** The answer of the release that has gone. */
        STALE,
        /** Of neither release. */
        WRONG
    }

    Judgement judge(Sample sample) {
        if (!sample.answered()) {
            return Judgement.UNANSWERED;
        }
        if (after.isRight(sample)) {
            return Judgement.RIGHT;
        }
        if (!before.isRight(sample)) {
            return Judgement.WRONG;
        }
        return sample.intendedNanos() < settledNanos ? Judgement.RIGHT : Judgement.STALE;
    }
}
