package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {
    @ParameterizedTest
    @CsvSource({"0, 59", "1, 20", "7, 100", "50, 1000", "3, 3"})
    void solvesTheBinomialTailsThatDefineIt(long events, long trials) {
        Proportion seen = new Proportion(events, trials);

        if (events > 0) {
            assertThat(atLeast(events, trials, ClopperPearson.lower(seen, 0.95)))
                    .isCloseTo(0.05, within(1e-9));
        }
        if (events < trials) {
            assertThat(1 - atLeast(events + 1, trials, ClopperPearson.upper(seen, 0.95)))
                    .isCloseTo(0.05, within(1e-9));
        }
    }

    @Test
    void boundsNothingAtTheEnds() {
        assertThat(ClopperPearson.lower(new Proportion(0, 5), 0.95)).isZero();
        assertThat(ClopperPearson.upper(new Proportion(5, 5), 0.95)).isEqualTo(1);
        assertThat(ClopperPearson.upper(Proportion.NONE, 0.95)).isEqualTo(1);
        assertThat(ClopperPearson.lower(Proportion.NONE, 0.95)).isZero();
    }

    /** The probability of at least so many events, summed term by term. */
    private static double atLeast(long events, long trials, double rate) {
        double sum = 0;
        double logTerm = trials * Math.log1p(-rate);
        for (long k = 0; k <= trials; k++) {
            sum += k >= events ? Math.exp(logTerm) : 0;
            logTerm += Math.log((double) (trials - k) / (k + 1)) + Math.log(rate) - Math.log1p(-rate);
        }
        return sum;
    }
}
