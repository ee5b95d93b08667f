package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.platform.cluster.WarmDemand.Due;
import academy.ascent.platform.cluster.WarmDemand.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WarmDemandProperties {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration REFILL = Duration.ofSeconds(60);
    private static final int MOST = 1000;

    private static Known known(String name, int starts, Due... due) {
        return new Known(name, Collections.nCopies(starts, NOW.minusSeconds(60)), List.of(due));
    }

    private static int wanted(Known known, Duration refill) {
        return new WarmDemand(refill, NOW).of(List.of(known), MOST).getOrDefault(known.sandboxClass(), 0);
    }

    /** Poisson's own formula, summed. */
    private static double atLeast(double mean, int n) {
        double term = Math.exp(-mean);
        double below = 0;
        for (int k = 0; k < n; k++) {
            below += term;
            term *= mean / (k + 1);
        }
        return 1 - below;
    }

    @Property
    void it_is_the_fewest_with_which_one_start_in_twenty_finds_none(
            @ForAll @IntRange(min = 1, max = 400) int starts, @ForAll @IntRange(min = 1, max = 600) int refill) {
        int wanted = wanted(known("a", starts), Duration.ofSeconds(refill));
        double mean = starts / 1800.0 * refill;
        assertThat(atLeast(mean, wanted)).isLessThanOrEqualTo(WarmDemand.MOST_LACKING + 1e-9);
        assertThat(wanted).isPositive();
        assertThat(atLeast(mean, wanted - 1)).isGreaterThan(WarmDemand.MOST_LACKING - 1e-9);
    }

    @Property
    void more_starts_or_a_longer_opening_never_want_fewer(
            @ForAll @IntRange(max = 200) int starts,
            @ForAll @IntRange(max = 50) int more,
            @ForAll @IntRange(max = 300) int seconds) {
        assertThat(wanted(known("a", starts + more), REFILL))
                .isGreaterThanOrEqualTo(wanted(known("a", starts), REFILL));
        assertThat(wanted(known("a", starts), REFILL.plusSeconds(seconds)))
                .isGreaterThanOrEqualTo(wanted(known("a", starts), REFILL));
    }

    @Property
    void there_are_never_more_than_the_most_nor_more_than_would_be_without(
            @ForAll @IntRange(max = 12) int most,
            @ForAll @IntRange(max = 100) int one,
            @ForAll @IntRange(max = 100) int other) {
        List<Known> classes = List.of(known("a", one), known("b", other));
        WarmDemand demand = new WarmDemand(REFILL, NOW);
        var few = demand.of(classes, most);
        var all = demand.of(classes, MOST);
        assertThat(few.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(Math.min(
                        most, all.values().stream().mapToInt(Integer::intValue).sum()));
        few.forEach((name, count) -> assertThat(count).isPositive().isLessThanOrEqualTo(all.get(name)));
    }

    @Property
    void what_is_long_past_or_far_away_counts_for_nothing(
            @ForAll @IntRange(min = 30, max = 5000) int minutesAgo,
            @ForAll @IntRange(min = 1, max = 5000) int minutes) {
        Known idle = new Known(
                "a",
                List.of(NOW.minusSeconds(60L * minutesAgo), NOW.plusSeconds(60L * minutes)),
                List.of(
                        new Due(30, NOW.minusSeconds(60L * (minutes - 1))),
                        new Due(30, NOW.plus(WarmDemand.SOON).plusSeconds(minutes))));
        assertThat(wanted(idle, REFILL)).isZero();
    }

    @Property
    void a_nearer_deadline_of_more_learners_expects_more(
            @ForAll @IntRange(min = 1, max = 500) int learners, @ForAll @IntRange(min = 1, max = 1439) int minutes) {
        WarmDemand demand = new WarmDemand(REFILL, NOW);
        double rate = demand.rate(known("a", 0, new Due(learners, NOW.plusSeconds(60L * minutes))));
        assertThat(rate).isCloseTo(learners / Math.max(3600.0, 60.0 * minutes), within(1e-12));
        assertThat(demand.rate(known("a", 0, new Due(learners + 1, NOW.plusSeconds(60L * minutes)))))
                .isGreaterThan(rate);
        assertThat(demand.rate(known("a", 0, new Due(learners, NOW.plusSeconds(60L * minutes + 60)))))
                .isLessThanOrEqualTo(rate);
    }

    @Example
    void the_larger_of_both_rates_counts() {
        WarmDemand demand = new WarmDemand(REFILL, NOW);
        Due due = new Due(36, NOW.plus(Duration.ofHours(1)));
        assertThat(demand.rate(known("a", 3, due))).isCloseTo(0.01, within(1e-12));
        assertThat(demand.rate(known("a", 90, due))).isCloseTo(0.05, within(1e-12));
    }

    @Example
    void nobody_wants_any_where_nobody_starts_any_or_none_may_be_there() {
        assertThat(wanted(known("a", 0), REFILL)).isZero();
        assertThat(new WarmDemand(REFILL, NOW).of(List.of(known("a", 50)), 0)).isEmpty();
        assertThat(new WarmDemand(REFILL, NOW).of(List.of(), 4)).isEmpty();
        assertThat(wanted(known("a", 50), Duration.ZERO)).isZero();
    }

    /** Each that is taken comes back after the refill; how many starts find none is counted, not reckoned. */
    @Example
    void played_out_it_holds() {
        Random random = new Random(7);
        double rate = 60 / 1800.0;
        int n = wanted(known("a", 60), REFILL);
        double[] back = new double[n];
        double time = 0;
        int lacked = 0;
        int starts = 200_000;
        for (int i = 0; i < starts; i++) {
            time -= Math.log(1 - random.nextDouble()) / rate;
            double at = time;
            int free = IntStream.range(0, n)
                    .filter(slot -> back[slot] <= at)
                    .findFirst()
                    .orElse(-1);
            if (free < 0) {
                lacked++;
            } else {
                back[free] = at + REFILL.toSeconds();
            }
        }
        // Who finds none here makes nothing be refilled, so it is Erlang's loss, which is less than Palm's bound.
        assertThat((double) lacked / starts).isLessThan(WarmDemand.MOST_LACKING).isPositive();
        assertThat(n).isEqualTo(6);
    }
}
