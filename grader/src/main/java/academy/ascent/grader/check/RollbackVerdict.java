package academy.ascent.grader.check;

import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients met of a bad arm. It is taken out in time when, of the requests after the time that is given for it, the
 * share that the others did not answer rightly is at most {@link #LEFT}, by exact bounds.
 *
 * @param met the requests that the arms which stay did not answer rightly, by when they were meant to start
 * @param all requests
 * @param after of them after the time given
 * @param left of those, the ones that were met
 * @param bounds of the share of {@code left}
 */
record RollbackVerdict(List<Long> met, int all, int after, int left, Interval bounds) {
    /** An arm that is out answers nobody; a failure of another kind must not be taken for it. */
    static final double LEFT = 0.01;
    /** So many requests after the time given tell it. */
    static final int REQUESTS_AFTER = 600;

    private static final double ALPHA = 0.0125;

    RollbackVerdict {
        met = List.copyOf(met);
    }

    /**
     * @param nanos when each request was meant to start
     * @param good whether an arm that stays answered it rightly
     */
    static RollbackVerdict of(long[] nanos, boolean[] good, Duration backWithin) {
        List<Long> met = new ArrayList<>();
        int after = 0;
        int left = 0;
        for (int i = 0; i < nanos.length; i++) {
            boolean late = nanos[i] >= backWithin.toNanos();
            after += late ? 1 : 0;
            if (!good[i]) {
                met.add(nanos[i]);
                left += late ? 1 : 0;
            }
        }
        return new RollbackVerdict(met, nanos.length, after, left, Share.bounds(left, after, 1, ALPHA));
    }

    Outcome outcome() {
        if (bounds.low() > LEFT) {
            return Outcome.FAILED;
        }
        return bounds.high() <= LEFT ? Outcome.PASSED : Outcome.UNDECIDED;
    }

    /** From the first request to the last one that met the bad arm. */
    Duration lastMet() {
        return met.isEmpty() ? Duration.ZERO : Duration.ofNanos(met.getLast());
    }
}
