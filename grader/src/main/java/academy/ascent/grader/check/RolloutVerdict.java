package academy.ascent.grader.check;

import academy.ascent.grader.statistics.Bootstrap;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The share of failed requests over episodes and what it decides.
 *
 * @param failed over all episodes together
 * @param bounds the wider of the bootstrap over episodes and the exact bounds of the share, each side at 2.5 % in two
 *     looks: a few episodes that are alike, above all such without any failure, would make the bootstrap too sure
 * @param byAnswers whether it fails by what was answered alone: noise of the host delays answers, it does not change them
 */
record RolloutVerdict(double failed, Interval bounds, Outcome outcome, boolean byAnswers) {
    static final double ALPHA = 0.0125;

    static RolloutVerdict of(RolloutSettings settings, List<RolloutPhase> phases, long seed) {
        Interval bounds = bounds(phases, RolloutPhase::failures, seed);
        Interval ofAnswers = bounds(phases, phase -> phase.stale() + phase.wrong(), seed);
        long failed = phases.stream().mapToLong(RolloutPhase::failures).sum();
        long all = phases.stream().mapToLong(RolloutPhase::intended).sum();
        return new RolloutVerdict(
                (double) failed / all,
                bounds,
                decide(bounds, settings.failed(), phases),
                ofAnswers.low() > settings.failed());
    }

    private static Interval bounds(List<RolloutPhase> phases, ToLongFunction<RolloutPhase> bad, long seed) {
        Collection<List<RolloutPhase>> episodes = phases.stream()
                .collect(Collectors.groupingBy(RolloutPhase::episode))
                .values();
        long[] failed = sums(episodes, bad);
        long[] intended = sums(episodes, RolloutPhase::intended);
        Interval between = Bootstrap.ratio(failed, intended, ALPHA, seed);
        Interval exact = Share.bounds(
                LongStream.of(failed).sum(), LongStream.of(intended).sum(), 1, ALPHA);
        return new Interval(Math.min(between.low(), exact.low()), Math.max(between.high(), exact.high()));
    }

    private static long[] sums(Collection<List<RolloutPhase>> episodes, ToLongFunction<RolloutPhase> count) {
        return episodes.stream()
                .mapToLong(phases -> phases.stream().mapToLong(count).sum())
                .toArray();
    }

    private static Outcome decide(Interval bounds, double asked, List<RolloutPhase> phases) {
        if (bounds.low() > asked || phases.stream().anyMatch(phase -> !phase.complete())) {
            return Outcome.FAILED;
        }
        return bounds.high() <= asked ? Outcome.PASSED : Outcome.UNDECIDED;
    }
}
