package academy.ascent.grader.check;

import static academy.ascent.grader.lab.GivenSettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.check.RelativeSettings.Limit;
import academy.ascent.grader.check.RelativeVerdict.Judged;
import academy.ascent.grader.check.RelativeVerdict.Latencies;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of blocks with known latencies. */
class RelativeVerdictTest {
    private static final Limit P95 = new Limit(95, 1.5);
    private static final int BLOCK = 200;
    private static final double SCATTER = 0.1;

    @Test
    void percentiles_are_of_the_nearest_rank_and_ratios_of_pairs() {
        Latencies reference = block(1_000_000);
        assertThat(reference.percentile(95)).isEqualTo(190_000_000);
        assertThat(reference.percentile(99)).isEqualTo(198_000_000);
        Judged judged = judge(List.of(block(2_000_000), block(4_000_000)), List.of(reference, block(2_000_000)));
        assertThat(judged.ratio()).isCloseTo(2, within(1e-9));
        assertThat(judged.bounds().low()).isCloseTo(2, within(1e-9));
        assertThat(judged.bounds().high()).isCloseTo(2, within(1e-9));
        assertThat(judged.millis()).isCloseTo(190 * Math.sqrt(8), within(1e-6));
        assertThat(judged.referenceMillis()).isCloseTo(190 * Math.sqrt(2), within(1e-6));
    }

    @Test
    void one_limit_that_is_missed_fails_and_one_that_is_open_leaves_it_open() {
        List<Latencies> reference = List.of(block(1_000_000), block(1_000_000));
        List<Latencies> own = List.of(block(1_200_000), block(1_200_000));
        assertThat(outcome(List.of(new Limit(50, 1.5), P95), own, reference)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(List.of(new Limit(50, 1.1), P95), own, reference)).isEqualTo(Outcome.FAILED);
        List<Latencies> unsteady = List.of(block(1_000_000), block(1_900_000));
        assertThat(outcome(List.of(P95), unsteady, reference)).isEqualTo(Outcome.UNDECIDED);
    }

    /** A pair's quantiles that scatter by a tenth are told at the usual margins by the last of three looks. */
    @ParameterizedTest
    @CsvSource({"0.7, PASSED", "1.4, FAILED"})
    void what_stands_at_the_margins_is_told(double multiple, Outcome expected) {
        SplittableRandom random = new SplittableRandom(7);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < 200; i++) {
            outcomes.merge(simulated(random, P95.times() * multiple), 1, Integer::sum);
        }
        assertThat(outcomes).containsExactly(Map.entry(expected, 200));
    }

    private static Outcome simulated(SplittableRandom random, double ratio) {
        List<Latencies> own = new ArrayList<>();
        List<Latencies> reference = new ArrayList<>();
        for (int look : List.of(4, 8, 16)) {
            while (own.size() < look) {
                own.add(block(Math.round(1e6 * ratio * Math.exp(SCATTER * normal(random)))));
                reference.add(block(1_000_000));
            }
            Outcome outcome = outcome(List.of(P95), own, reference);
            if (outcome != Outcome.UNDECIDED) {
                return outcome;
            }
        }
        return Outcome.UNDECIDED;
    }

    private static double normal(SplittableRandom random) {
        return random.doubles(12).sum() - 6;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate: 100/s, for: 8s | is missing, and so is every other target",
                "rate: 100/s, for: 8s, p95: 50ms | how many times as much, such as 1.5x",
                "rate: 100/s, for: 8s, p95: 1x | must be more than 1x",
                "rate: 100/s, for: 8s, p95: 0.5x | must be more than 1x",
                "rate: 100/s, for: 8s, p99: 1.5x | leaves less than 1000 requests to each of its 4 blocks",
                "rate: 100/s, for: 4s, p95: 1.5x | leaves less than 200 requests to each of its 4 blocks",
                "rate: 100/s, for: 21s, p95: 1.5x | must be from 4000ms to 20000ms",
                "rate: 100/s, for: 8s, warm-up: 1s, p95: 1.5x | must be from 2000ms to 30000ms",
                "rate: 100/s, for: 8s, p95: 1.5x, errors: 1% | errors",
                "rate: 100/s, for: 8s, p95: 1.5x, margin: {p50: {inside: 0.5}} | p50"
            })
    void what_cannot_be_asked_is_refused(String yaml, String why) {
        assertThatThrownBy(() -> RelativeSettings.read(with("{" + yaml + "}")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(why);
    }

    private static Judged judge(List<Latencies> own, List<Latencies> reference) {
        return RelativeVerdict.of(List.of(P95), own, reference).judged().getFirst();
    }

    private static Outcome outcome(List<Limit> limits, List<Latencies> own, List<Latencies> reference) {
        return RelativeVerdict.of(limits, own, reference).outcome();
    }

    /** Latencies at equal steps, from one step up. */
    private static Latencies block(long stepNanos) {
        return new Latencies(
                LongStream.rangeClosed(1, BLOCK).map(i -> i * stepNanos).toArray(), 0);
    }
}
