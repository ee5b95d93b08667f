package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProportionTestTest {
    @Test
    void theIntervalIsNewcombesOwnExample() {
        // Newcombe (1998), table II, contrast (a), method 10: 56/70 less 48/80.
        ProportionTest test = ProportionTest.compare(new Proportion(48, 80), new Proportion(56, 70), 0.05);
        assertThat(test.difference()).isEqualTo(0.2, within(1e-12));
        assertThat(test.lower()).isEqualTo(0.0524, within(5e-5));
        assertThat(test.upper()).isEqualTo(0.3339, within(5e-5));
        assertThat(test.isSignificant()).isTrue();
    }

    @Test
    void withoutAnyEventTheRatesDoNotDiffer() {
        ProportionTest test = ProportionTest.compare(new Proportion(0, 50), new Proportion(0, 5), 0.05);
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.isSignificant()).isFalse();
        assertThat(test.upper()).isPositive();
    }

    @Test
    void theIntervalCoversTheTrueDifferenceAtItsLevel() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            ProportionTest test = ProportionTest.compare(drawn(random, 0.02, 400), drawn(random, 0.05, 400), 0.05);
            covered += test.lower() <= 0.03 && 0.03 <= test.upper() ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.93, 0.97);
    }

    private static Proportion drawn(SplittableRandom random, double rate, int trials) {
        int events = 0;
        for (int i = 0; i < trials; i++) {
            events += random.nextDouble() < rate ? 1 : 0;
        }
        return new Proportion(events, trials);
    }
}
