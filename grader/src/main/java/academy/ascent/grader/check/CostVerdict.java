package academy.ascent.grader.check;

import academy.ascent.grader.check.CostSettings.Price;
import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.Reservation.Amount;
import academy.ascent.grader.statistics.DesignEffect;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Mean;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What blocks of load decide: inside when the upper bounds of all that is asked are, outside when a lower bound is.
 *
 * @param asked requests to the submission
 * @param right of them, answered rightly and in time
 * @param silent whether in some whole block none was
 * @param bill what a million right answers cost, if that is asked
 * @param work what one of them takes beside the reference's, if that is asked
 */
record CostVerdict(int asked, int right, boolean silent, Optional<Bill> bill, Optional<Work> work) {
    private static final double ALPHA = SoloPlan.ALPHA;

    private static final double MILLION = 1e6;
    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * Money for a million right answers.
     *
     * @param reserved by the manifests
     * @param used CPU time a second on average, and the most memory
     * @param paid of each resource the larger
     * @param usedCores bounds of the CPU that is used
     * @param answered the share of requests answered rightly
     * @param perMillion in the currency of the lab
     * @param certain whether what is reserved alone costs too much, if every request were answered
     */
    record Bill(
            Amount reserved,
            Amount used,
            Amount paid,
            Interval usedCores,
            double answered,
            double perMillion,
            Interval bounds,
            boolean certain,
            Decision decision) {}

    /**
     * CPU time of a right answer, as a multiple of the reference's.
     *
     * @param seconds of the submission
     * @param referenceSeconds of the reference
     * @param ratio the geometric mean over pairs of blocks
     */
    record Work(double seconds, double referenceSeconds, double ratio, Interval bounds, Decision decision) {}

    /**
     * Judges.
     *
     * @param own two blocks at least
     * @param reference its blocks, each measured beside the submission's of the same place; none where it was not asked
     */
    static CostVerdict of(
            CostSettings settings, Reservation reservation, List<CostBlock> own, List<CostBlock> reference) {
        int asked = own.stream().mapToInt(CostBlock::asked).sum();
        int right = own.stream().mapToInt(CostBlock::answered).sum();
        boolean silent = own.stream().anyMatch(block -> block.answered() == 0);
        return new CostVerdict(
                asked,
                right,
                silent,
                silent ? Optional.empty() : settings.bill().map(price -> bill(settings, price, reservation, own)),
                silent ? Optional.empty() : settings.cpu().map(most -> work(most, own, reference)));
    }

    private static Bill bill(CostSettings settings, Price price, Reservation reservation, List<CostBlock> own) {
        Amount reserved = reservation.total();
        double[] cores = own.stream()
                .mapToDouble(block -> block.cpuSecondsAsked() * settings.rate())
                .toArray();
        Interval usedCores = Mean.bounds(cores, ALPHA / 2);
        double peak = own.stream().mapToLong(CostBlock::peakBytes).max().orElse(0) / (double) (1 << 30);
        Amount used = new Amount(Mean.of(cores), peak);
        Interval answered = answered(settings, own);
        double share = (double) total(own, CostBlock::answered) / total(own, CostBlock::asked);
        Interval bounds = new Interval(
                perMillion(settings, price, larger(reserved, usedCores.low(), peak), answered.high()),
                perMillion(settings, price, larger(reserved, usedCores.high(), peak), answered.low()));
        Amount paid = larger(reserved, used.cores(), peak);
        boolean certain = perMillion(settings, price, reserved, 1) > price.perMillion();
        return new Bill(
                reserved,
                used,
                paid,
                usedCores,
                share,
                perMillion(settings, price, paid, share),
                bounds,
                certain,
                Decision.atMost(bounds, price.perMillion()));
    }

    private static Amount larger(Amount reserved, double usedCores, double usedGib) {
        return new Amount(Math.max(reserved.cores(), usedCores), Math.max(reserved.gib(), usedGib));
    }

    /** What an amount costs for a million right answers, of a share of the requests that come at the rate. */
    static double perMillion(CostSettings settings, Price price, Amount amount, double share) {
        return amount.price(price) / SECONDS_AN_HOUR / settings.rate() / share * MILLION;
    }

    private static Interval answered(CostSettings settings, List<CostBlock> own) {
        List<Boolean> right =
                own.stream().flatMap(block -> block.right().stream()).toList();
        boolean[] bad = new boolean[right.size()];
        long gap = Math.round(1e9 / settings.rate());
        int count = 0;
        for (int i = 0; i < bad.length; i++) {
            bad[i] = !right.get(i);
            count += bad[i] ? 1 : 0;
        }
        long[] nanos = IntStream.range(0, bad.length).mapToLong(i -> i * gap).toArray();
        double effect = DesignEffect.of(nanos, bad, bad.length * gap);
        Interval missed = Share.bounds(count, bad.length, effect, ALPHA / 2);
        return new Interval(1 - missed.high(), 1 - missed.low());
    }

    private static Work work(double most, List<CostBlock> own, List<CostBlock> reference) {
        double[] ratios = IntStream.range(0, own.size())
                .mapToDouble(
                        i -> own.get(i).cpuSecondsAnswered() / reference.get(i).cpuSecondsAnswered())
                .toArray();
        Interval bounds = Mean.geometricBounds(ratios, ALPHA);
        return new Work(
                seconds(own), seconds(reference), Mean.geometric(ratios), bounds, Decision.atMost(bounds, most));
    }

    private static double seconds(List<CostBlock> blocks) {
        return total(blocks, block -> block.cpu().toNanos()) / 1e9 / total(blocks, CostBlock::answered);
    }

    private static long total(List<CostBlock> blocks, ToLongFunction<CostBlock> value) {
        return blocks.stream().mapToLong(value).sum();
    }

    Outcome outcome() {
        List<Decision> decisions = Stream.concat(bill.map(Bill::decision).stream(), work.map(Work::decision).stream())
                .toList();
        return silent ? Outcome.FAILED : Decision.together(decisions).outcome();
    }

    /** Whether it failed by what no noise of the host makes. */
    boolean isCertain() {
        return bill.filter(Bill::certain).isPresent();
    }
}
