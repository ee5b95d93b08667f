package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.RelativeSettings.Limit;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Mean;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What pairs of blocks decide: inside when the upper bounds of all ratios are, outside when a lower bound is.
 *
 * @param judged one for each limit
 */
record RelativeVerdict(List<Judged> judged) {
    RelativeVerdict {
        judged = List.copyOf(judged);
    }

    /**
     * The latencies of one block as they count, sorted, in nanoseconds. Each counts from when its request was really sent:
     * how late that was is the generator's own doing, and would bring the two of a fast pair closer together.
     *
     * @param missed requests that were not answered rightly; each counts as late as one that is given up
     */
    record Latencies(long[] nanos, int missed) {
        static Latencies of(List<Sample> samples, CaseBook cases) {
            long late = RelativeSettings.TIMEOUT.toNanos();
            long[] nanos = new long[samples.size()];
            int missed = 0;
            for (int i = 0; i < nanos.length; i++) {
                Sample sample = samples.get(i);
                boolean right = cases.isRight(sample);
                nanos[i] = right ? Math.min(sample.latencyNanos() - sample.lagNanos(), late) : late;
                missed += right ? 0 : 1;
            }
            Arrays.sort(nanos);
            return new Latencies(nanos, missed);
        }

        /** The nearest rank. */
        long percentile(int percentile) {
            return nanos[Math.ceilDiv(nanos.length * percentile, 100) - 1];
        }
    }

    /**
     * One limit at one look.
     *
     * @param millis of the submission, the geometric mean over its blocks
     * @param referenceMillis of the reference
     * @param ratio the geometric mean over pairs of blocks
     */
    record Judged(
            Limit limit, double millis, double referenceMillis, double ratio, Interval bounds, Decision decision) {}

    /**
     * Judges.
     *
     * @param own two blocks at least
     * @param reference its blocks, each measured beside the submission's of the same place
     */
    static RelativeVerdict of(List<Limit> limits, List<Latencies> own, List<Latencies> reference) {
        return new RelativeVerdict(limits.stream()
                .map(limit -> judge(limit, own, reference, SoloPlan.ALPHA / limits.size()))
                .toList());
    }

    private static Judged judge(Limit limit, List<Latencies> own, List<Latencies> reference, double outsideAlpha) {
        double[] mine = millis(limit, own);
        double[] theirs = millis(limit, reference);
        double[] ratios = IntStream.range(0, mine.length)
                .mapToDouble(i -> mine[i] / theirs[i])
                .toArray();
        // One limit that is missed is enough to fail, so that the limits divide the error of that side.
        Interval bounds = new Interval(
                Mean.geometricBounds(ratios, outsideAlpha).low(),
                Mean.geometricBounds(ratios, SoloPlan.ALPHA).high());
        return new Judged(
                limit,
                Mean.geometric(mine),
                Mean.geometric(theirs),
                Mean.geometric(ratios),
                bounds,
                Decision.atMost(bounds, limit.times()));
    }

    private static double[] millis(Limit limit, List<Latencies> blocks) {
        return blocks.stream()
                .mapToDouble(block -> block.percentile(limit.percentile()) / 1e6)
                .toArray();
    }

    Outcome outcome() {
        return Decision.together(judged.stream().map(Judged::decision).toList()).outcome();
    }
}
