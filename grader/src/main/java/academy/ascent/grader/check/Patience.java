package academy.ascent.grader.check;

import java.time.Duration;

/**
 * How long replicas may take until they are ready. What the hypervisor took from all cores meanwhile is not theirs: no
 * work was delayed by more, so that they may take so much longer.
 *
 * @param limit that the lab sets
 */
record Patience(Duration limit) {
    /** A host that is away for so much longer than the limit is not waited for. */
    private static final int MOST_LIMITS = 3;

    enum Answer {
        WAIT,
        LATE,
        CANNOT_TELL
    }

    /**
     * What to do with replicas that are not ready yet.
     *
     * @param waited since the manifests were applied
     * @param stolen CPU time that the hypervisor took since, over all cores
     */
    Answer after(Duration waited, Duration stolen) {
        if (waited.minus(stolen).compareTo(limit) > 0) {
            return Answer.LATE;
        }
        return waited.compareTo(limit.multipliedBy(MOST_LIMITS)) > 0 ? Answer.CANNOT_TELL : Answer.WAIT;
    }
}
