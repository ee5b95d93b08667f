package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void takesEveryRowBelowTheBound() {
        Sampler sampler = new Sampler(1, 1000, 0);
        assertThat(taken(sampler, 900)).isEqualTo(900);
        sampler.adjust(SECOND);
        assertThat(taken(sampler, 900)).isEqualTo(900);
    }

    @Test
    void takesAboutTheBoundWhenMoreCome() {
        Sampler sampler = new Sampler(1, 1000, 0);
        taken(sampler, 40_000);
        sampler.adjust(SECOND);
        assertThat((double) taken(sampler, 40_000)).isCloseTo(1000, within(150.0));
        sampler.adjust(2 * SECOND);
        taken(sampler, 10);
        sampler.adjust(3 * SECOND);
        assertThat(taken(sampler, 500)).isEqualTo(500);
        assertThat(sampler.seen()).isEqualTo(80_510);
    }

    @Test
    void takesNoPeriodOfTheTrafficForAnother() {
        Sampler sampler = new Sampler(1, 10_000, 0);
        taken(sampler, 40_000);
        sampler.adjust(SECOND);
        int[] byPlace = new int[8];
        for (int row = 0; row < 80_000; row++) {
            byPlace[row % 8] += sampler.takes() ? 1 : 0;
        }
        assertThat(Arrays.stream(byPlace).boxed()).allMatch(count -> Math.abs(count - 2500) < 250);
    }

    @Test
    void takesTheSameRowsWithTheSameSeedOnly() {
        assertThat(pattern(7)).isEqualTo(pattern(7)).isNotEqualTo(pattern(8));
    }

    private static String pattern(long seed) {
        Sampler sampler = new Sampler(seed, 1000, 0);
        taken(sampler, 2000);
        sampler.adjust(SECOND);
        StringBuilder pattern = new StringBuilder();
        IntStream.range(0, 200).forEach(_ -> pattern.append(sampler.takes() ? '1' : '0'));
        return pattern.toString();
    }

    private static int taken(Sampler sampler, int rows) {
        return (int) IntStream.range(0, rows).filter(_ -> sampler.takes()).count();
    }
}
