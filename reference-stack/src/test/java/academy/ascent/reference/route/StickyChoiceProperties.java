package academy.ascent.reference.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.distribution.BinomialDistribution;

class StickyChoiceProperties {
    private static final int KEYS = 2000;

    @Property
    void aKeyGetsTheSameArmEachTimeAndFromEveryServer(
            @ForAll String key,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 10_000) Integer> weights) {
        int[] array = WeightedDrawProperties.array(weights);
        StickyChoice choice = new StickyChoice("route", array);
        int arm = choice.of(key);
        assertThat(arm).isBetween(0, array.length - 1);
        assertThat(choice.of(key)).isEqualTo(arm);
        assertThat(new StickyChoice("route", array).of(key)).isEqualTo(arm);
    }

    @Property(tries = 100)
    void theArmsGetTheirShares(
            @ForAll @IntRange(min = 1, max = 99) int first, @ForAll @IntRange(max = 1_000_000) int from) {
        StickyChoice choice = new StickyChoice("route", new int[] {first, 100 - first});
        int hits = 0;
        for (int i = 0; i < KEYS; i++) {
            hits += choice.of("user-" + (from + i)) == 0 ? 1 : 0;
        }
        BinomialDistribution expected = BinomialDistribution.of(KEYS, first / 100.0);
        assertThat(expected.cumulativeProbability(hits)).isGreaterThan(1e-6);
        assertThat(expected.survivalProbability(hits - 1)).isGreaterThan(1e-6);
    }

    @Property(tries = 20)
    void anotherRouteSplitsIndependently(@ForAll @IntRange(max = 1_000_000) int from) {
        StickyChoice one = new StickyChoice("one", new int[] {1, 1});
        StickyChoice other = new StickyChoice("other", new int[] {1, 1});
        int same = 0;
        for (int i = 0; i < KEYS; i++) {
            same += one.of("user-" + (from + i)) == other.of("user-" + (from + i)) ? 1 : 0;
        }
        BinomialDistribution expected = BinomialDistribution.of(KEYS, 0.5);
        assertThat(expected.cumulativeProbability(same)).isGreaterThan(1e-6);
        assertThat(expected.survivalProbability(same - 1)).isGreaterThan(1e-6);
    }

    @Property(tries = 50)
    void whenAShareGrowsNoKeyLeavesIt(@ForAll @IntRange(min = 1, max = 98) int share) {
        StickyChoice before = new StickyChoice("route", new int[] {share, 100 - share});
        StickyChoice after = new StickyChoice("route", new int[] {share + 1, 99 - share});
        for (int i = 0; i < KEYS; i++) {
            if (before.of("user-" + i) == 0) {
                assertThat(after.of("user-" + i)).isZero();
            }
        }
    }
}
