package academy.ascent.grader.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void equal_episodes_leave_no_doubt() {
        Interval bounds = Bootstrap.ratio(new long[] {0, 0, 0, 0, 0}, new long[] {250, 250, 250, 250, 250}, 0.0125, 1);
        assertThat(bounds).isEqualTo(new Interval(0, 0));
    }

    @Test
    void one_bad_episode_among_five_widens_the_bounds_to_both_sides() {
        Interval bounds = Bootstrap.ratio(new long[] {0, 0, 50, 0, 0}, new long[] {100, 100, 100, 100, 100}, 0.0125, 1);
        assertThat(bounds.low()).isZero();
        assertThat(bounds.high()).isBetween(0.2, 0.4);
    }

    @Test
    void bounds_hold_the_true_ratio_nearly_as_often_as_they_say() {
        SplittableRandom random = new SplittableRandom(7);
        int held = 0;
        for (int run = 0; run < 300; run++) {
            long[] failed = new long[10];
            long[] all = new long[10];
            for (int i = 0; i < 10; i++) {
                all[i] = 300;
                for (int j = 0; j < 300; j++) {
                    failed[i] += random.nextDouble() < 0.03 ? 1 : 0;
                }
            }
            Interval bounds = Bootstrap.ratio(failed, all, 0.0125, run);
            held += bounds.low() <= 0.03 && bounds.high() >= 0.03 ? 1 : 0;
        }
        // Ten episodes are few for a percentile bootstrap: 97.5 % on paper, a little less in truth.
        assertThat(held / 300.0).isGreaterThan(0.9);
    }
}
