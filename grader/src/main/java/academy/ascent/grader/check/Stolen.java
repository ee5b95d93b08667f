package academy.ascent.grader.check;

import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.load.Sample;

/**
 * What the hypervisor can have added to the requests of one load.
 *
 * @param origin when the load started, of {@link System#nanoTime}
 */
record Stolen(long origin, StealLog log) {

    /** By how much a request can have been delayed, in nanoseconds. */
    long delay(Sample sample) {
        long meant = origin + sample.intendedNanos();
        return log.delay(meant, meant + sample.latencyNanos());
    }

    /** Whether a request may have failed for this; a wrong answer never comes from it. */
    boolean mayHaveFailed(Sample sample) {
        return !sample.answered() && delay(sample) > 0;
    }
}
