package academy.ascent.reference.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.distribution.BinomialDistribution;

class WeightedDrawProperties {
    @Property
    void afterEachBlockTheSharesAreExact(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 40) Integer> weights,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int blocks) {
        WeightedDraw draw = new WeightedDraw(array(weights), seed);
        int[] drawn = new int[weights.size()];
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < blocks * sum; i++) {
            drawn[draw.next()]++;
        }
        for (int arm = 0; arm < drawn.length; arm++) {
            assertThat(drawn[arm]).isEqualTo(blocks * weights.get(arm));
        }
    }

    /** What comes at a given place of a block is as random as the weights say: no rhythm of requests finds one arm. */
    @Property(tries = 50)
    void atEachPlaceOfABlockTheArmIsRandom(
            @ForAll @IntRange(min = 1, max = 19) int candidate, @ForAll @IntRange(max = 19) int place) {
        int trials = 4000;
        int hits = 0;
        for (int seed = 0; seed < trials; seed++) {
            WeightedDraw draw = new WeightedDraw(new int[] {20 - candidate, candidate}, seed * 7919L);
            for (int i = 0; i < place % (20 / greatestCommonDivisor(20, candidate)); i++) {
                draw.next();
            }
            hits += draw.next();
        }
        BinomialDistribution expected = BinomialDistribution.of(trials, candidate / 20.0);
        // Two sides of 50 tries: one in ten thousand runs would fail by chance.
        assertThat(expected.cumulativeProbability(hits)).isGreaterThan(1e-6);
        assertThat(expected.survivalProbability(hits - 1)).isGreaterThan(1e-6);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    static int[] array(List<Integer> weights) {
        return weights.stream().mapToInt(Integer::intValue).toArray();
    }
}
