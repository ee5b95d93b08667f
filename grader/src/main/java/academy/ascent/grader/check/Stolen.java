package academy.ascent.grader.check;

import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Sample.Outcome;
import java.time.Duration;

/**
 * What the hypervisor can have added to the requests of one load.
 *
 * @param origin when the load started, of {@link System#nanoTime}
 */
record Stolen(long origin, StealLog log) {

    /** What a probe that came a moment too early may cost: it asks again after its period. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    /** By how much a request can have been delayed, in nanoseconds. */
    long delay(Sample sample) {
        long meant = origin + sample.intendedNanos();
        return log.delay(meant, meant + sample.latencyNanos());
    }

    /**
     * Whether a request may have failed for this. A wrong answer never comes from it; who was waited for until the time-out
     * would have needed more than half of it anyway, unless at least half of it was taken.
     */
    boolean mayHaveFailed(Sample sample) {
        long delay = delay(sample);
        long least = sample.outcome() == Outcome.TIMED_OUT ? sample.latencyNanos() / 2 : 1;
        return !sample.answered() && delay >= least;
    }

    /**
     * By how much an outage can have been lengthened, in nanoseconds: by what was taken in it, and by one more round of the
     * probes.
     *
     * @param from when it began, from the start of the load
     */
    long lengthening(long from, Duration outage) {
        long taken = log.delay(origin + from, origin + from + outage.toNanos());
        return taken == 0 ? 0 : taken + PROBE.toNanos();
    }
}
