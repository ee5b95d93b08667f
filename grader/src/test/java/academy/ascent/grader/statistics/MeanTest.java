package academy.ascent.grader.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeanTest {

    @Test
    void bounds_are_those_of_the_tables() {
        // With 3 degrees of freedom t is 3.182 at 2.5 %; the values have a mean of 5 and a standard error of 1.2910 /
        // 2.
        Interval bounds = Mean.bounds(new double[] {3.5, 4.5, 5.5, 6.5}, 0.025);
        assertThat(bounds.low()).isCloseTo(5 - 3.182446 * 0.6454972, within(1e-5));
        assertThat(bounds.high()).isCloseTo(5 + 3.182446 * 0.6454972, within(1e-5));
    }

    @Test
    void values_that_do_not_scatter_leave_no_doubt() {
        assertThat(Mean.bounds(new double[] {2, 2, 2}, 0.001)).isEqualTo(new Interval(2, 2));
    }

    @Test
    void four_values_miss_the_true_mean_as_seldom_as_promised() {
        SplittableRandom random = new SplittableRandom(7);
        int missed = 0;
        for (int run = 0; run < 4000; run++) {
            double[] values = random.doubles(4)
                    .map(u -> Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * random.nextDouble()))
                    .toArray();
            Interval bounds = Mean.bounds(values, 0.05);
            missed += bounds.low() > 0 || bounds.high() < 0 ? 1 : 0;
        }
        assertThat(missed / 4000.0).isBetween(0.085, 0.115);
    }

    @Test
    void one_value_tells_nothing_of_its_scatter() {
        assertThatThrownBy(() -> Mean.bounds(new double[] {1}, 0.05)).hasMessageContaining("do not tell");
    }
}
