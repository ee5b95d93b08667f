package academy.ascent.grader.check;

import academy.ascent.grader.statistics.Bootstrap;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Availability over episodes and what it decides.
 *
 * @param availability over all episodes together
 * @param bounds by the bootstrap over rounds of one episode of each disruption, each side at 2.5 % in two looks
 */
record UptimeVerdict(double availability, Interval bounds, Outcome outcome) {
    static final double ALPHA = 0.0125;

    static UptimeVerdict of(UptimeSettings settings, List<Episode> episodes, long seed) {
        List<List<Episode>> rounds = rounds(episodes, settings.disruptions().size());
        long[] failed = rounds.stream().mapToLong(UptimeVerdict::failures).toArray();
        long[] intended = rounds.stream().mapToLong(UptimeVerdict::intended).toArray();
        Interval share = Bootstrap.ratio(failed, intended, ALPHA, seed);
        Interval bounds = new Interval(1 - share.high(), 1 - share.low());
        return new UptimeVerdict(
                1 - (double) failures(episodes) / intended(episodes),
                bounds,
                decide(bounds, settings.availability(), episodes));
    }

    /** One episode of each disruption: what differs from one kind to another is no chance. */
    private static List<List<Episode>> rounds(List<Episode> episodes, int size) {
        List<List<Episode>> rounds = new ArrayList<>();
        for (int from = 0; from < episodes.size(); from += size) {
            rounds.add(episodes.subList(from, Math.min(from + size, episodes.size())));
        }
        return rounds;
    }

    static long failures(List<Episode> episodes) {
        return episodes.stream().mapToLong(Episode::failures).sum();
    }

    static long intended(List<Episode> episodes) {
        return episodes.stream().mapToLong(Episode::intended).sum();
    }

    private static Outcome decide(Interval bounds, double asked, List<Episode> episodes) {
        if (bounds.high() < asked || episodes.stream().anyMatch(episode -> !episode.cameBack())) {
            return Outcome.FAILED;
        }
        return bounds.low() >= asked ? Outcome.PASSED : Outcome.UNDECIDED;
    }
}
