package academy.ascent.grader.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DesignEffectTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void independent_failures_have_an_effect_near_one() {
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            sum += effect(40, 100, (second, i) -> random.nextDouble() < 0.05);
        }
        // The larger of two noisy estimates, cut off below one, lies a little above it.
        assertThat(sum / 50).isBetween(1.0, 1.6);
    }

    @Test
    void failures_in_whole_seconds_weigh_as_much_as_a_second_holds() {
        // Every request of every tenth second: blocks are all or nothing, so the effect is the block's size.
        assertThat(effect(40, 100, (second, i) -> second % 10 == 0)).isCloseTo(102.6, within(1.0));
    }

    @Test
    void all_or_none_has_no_variance() {
        assertThat(effect(10, 50, (second, i) -> true)).isEqualTo(1);
        assertThat(effect(10, 50, (second, i) -> false)).isEqualTo(1);
    }

    private interface Bad {
        boolean is(int second, int index);
    }

    private static double effect(int seconds, int perSecond, Bad rule) {
        long[] nanos = new long[seconds * perSecond];
        boolean[] bad = new boolean[nanos.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = i * SECOND / perSecond;
            bad[i] = rule.is(i / perSecond, i);
        }
        return DesignEffect.of(nanos, bad, seconds * SECOND);
    }
}
