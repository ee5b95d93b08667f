package academy.ascent.grader.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ShareTest {

    /** The second oracle: at an exact bound the binomial tail, summed term by term, is alpha. */
    @Property(tries = 200)
    void at_its_bounds_the_binomial_tail_is_alpha(
            @ForAll @IntRange(min = 1, max = 400) int all,
            @ForAll @DoubleRange(min = 0, max = 1) double part,
            @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.1) double alpha) {
        int bad = (int) Math.round(part * all);
        Interval bounds = Share.bounds(bad, all, 1, alpha);
        if (bad < all) {
            assertThat(tail(0, bad, all, bounds.high())).isCloseTo(alpha, within(1e-7));
        } else {
            assertThat(bounds.high()).isEqualTo(1);
        }
        if (bad > 0) {
            assertThat(tail(bad, all, all, bounds.low())).isCloseTo(alpha, within(1e-7));
        } else {
            assertThat(bounds.low()).isZero();
        }
    }

    @Property(tries = 200)
    void a_larger_design_effect_never_narrows(
            @ForAll @IntRange(min = 1, max = 2000) int all,
            @ForAll @IntRange(min = 0, max = 2000) int bad,
            @ForAll @DoubleRange(min = 1, max = 20) double effect) {
        Assume.that(bad <= all);
        Interval plain = Share.bounds(bad, all, 1, 0.01);
        Interval clustered = Share.bounds(bad, all, effect, 0.01);
        assertThat(clustered.low()).isLessThanOrEqualTo(plain.low() + 1e-12);
        assertThat(clustered.high()).isGreaterThanOrEqualTo(plain.high() - 1e-12);
    }

    @Test
    void nothing_measured_says_nothing() {
        assertThat(Share.bounds(0, 0, 1, 0.01)).isEqualTo(new Interval(0, 1));
    }

    private static double tail(int from, int to, int n, double p) {
        double sum = 0;
        for (int k = from; k <= to; k++) {
            sum += Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
        }
        return sum;
    }

    private static double logChoose(int n, int k) {
        double log = 0;
        for (int i = 1; i <= k; i++) {
            log += Math.log(n - k + i) - Math.log(i);
        }
        return log;
    }
}
