package academy.ascent.grader.check;

import academy.ascent.grader.statistics.Bootstrap;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.List;

/**
 * Availability over episodes and what it decides.
 *
 * @param availability over all episodes together
 * @param bounds by the bootstrap over episodes, each side at 2.5 % in two looks
 */
record UptimeVerdict(double availability, Interval bounds, Outcome outcome) {
    static final double ALPHA = 0.0125;

    static UptimeVerdict of(UptimeSettings settings, List<Episode> episodes, long seed) {
        long[] failed = episodes.stream().mapToLong(Episode::failures).toArray();
        long[] intended = episodes.stream().mapToLong(Episode::intended).toArray();
        Interval share = Bootstrap.ratio(failed, intended, ALPHA, seed);
        Interval bounds = new Interval(1 - share.high(), 1 - share.low());
        long allFailed = episodes.stream().mapToLong(Episode::failures).sum();
        long all = episodes.stream().mapToLong(Episode::intended).sum();
        return new UptimeVerdict(
                1 - (double) allFailed / all, bounds, decide(bounds, settings.availability(), episodes));
    }

    private static Outcome decide(Interval bounds, double asked, List<Episode> episodes) {
        if (bounds.high() < asked || episodes.stream().anyMatch(episode -> !episode.cameBack())) {
            return Outcome.FAILED;
        }
        return bounds.low() >= asked ? Outcome.PASSED : Outcome.UNDECIDED;
    }
}
