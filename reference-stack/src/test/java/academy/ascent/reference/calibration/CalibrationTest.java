package academy.ascent.reference.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RouteConfig.CalibrationConfig;
import academy.ascent.reference.config.RouteConfig.CalibrationMethod;
import academy.ascent.reference.config.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
    @TempDir
    private Path folder;

    @Test
    void neighboursThatFallArePooled() {
        IsotonicMap map =
                IsotonicMap.fit(new Scored(new double[] {0.9, 0.1, 0.4, 0.3, 0.2}, new double[] {1, 0, 0, 1, 0}));

        assertThat(map.probability(0.1)).isZero();
        assertThat(map.probability(0.2)).isZero();
        assertThat(map.probability(0.3)).isEqualTo(0.5);
        assertThat(map.probability(0.4)).isEqualTo(0.5);
        assertThat(map.probability(0.65)).isCloseTo(0.75, within(1e-12));
        assertThat(map.probability(0.9)).isEqualTo(1);
        assertThat(map.probability(1)).isEqualTo(1);
        assertThat(map.probability(0)).isZero();
        assertThat(map.probability(Double.NaN)).isNaN();
    }

    @Test
    void equalScoresAreOneBlock() {
        IsotonicMap map = IsotonicMap.fit(new Scored(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {1, 0, 0, 0}));

        assertThat(map.probability(0.5)).isEqualTo(0.25);
    }

    @Test
    void thePlattMapFindsTheTemperatureThatMadeTheScoresTooSure() {
        // Log-odds twice too far from 0: the curve that mends them has the slope a half.
        Scored scored = tooSure(40_000);

        PlattMap map = PlattMap.fit(scored);

        assertThat(map.slope()).isCloseTo(0.5, within(0.02));
        assertThat(map.offset()).isCloseTo(0, within(0.03));
    }

    @Test
    void scoresThatTellTheOppositeAreMappedToTheShareOfOnes() {
        PlattMap map =
                PlattMap.fit(new Scored(new double[] {0.9, 0.8, 0.7, 0.1, 0.2, 0.3}, new double[] {0, 0, 0, 1, 1, 0}));

        assertThat(map.probability(0.9)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(map.probability(0.1)).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void perfectlySeparatedScoresDoNotRunAway() {
        PlattMap map = PlattMap.fit(new Scored(new double[] {0, 0, 0, 1, 1, 1}, new double[] {0, 0, 0, 1, 1, 1}));

        // Platt's targets: (3 + 1) / (3 + 2) for ones.
        assertThat(map.probability(1)).isCloseTo(0.8, within(1e-3));
        assertThat(map.probability(0)).isCloseTo(0.2, within(1e-3));
    }

    @Test
    void theErrorIsTheWeightedDifferenceByBin() {
        Scored scored = new Scored(new double[] {0.1, 0.1, 0.9, 0.9}, new double[] {0, 1, 1, 1});

        assertThat(scored.expectedCalibrationError()).isCloseTo((0.8 + 0.2) / 4, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(CalibrationMethod.class)
    void aCalibrationLowersTheErrorOnRowsItWasNotLearntFrom(CalibrationMethod method) throws IOException {
        Scored scored = tooSure(4_000);
        StringBuilder csv = new StringBuilder("s,y\n");
        for (int i = 0; i < scored.scores().length; i++) {
            csv.append(scored.scores()[i])
                    .append(',')
                    .append((int) scored.labels()[i])
                    .append('\n');
        }

        Calibration calibration = read(csv.toString(), method);

        assertThat(calibration.rows()).isEqualTo(4_000);
        assertThat(calibration.errorBefore()).isGreaterThan(0.08);
        assertThat(calibration.errorAfter()).isBetween(1e-6, 0.04);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | 1  | row 1 below the header: column \"s\" must hold a score from 0 to 1",
                "''  | 1  | row 1 below the header: column \"s\" must hold a score",
                "0.5 | 2  | row 1 below the header: column \"y\" must hold a label, 0 or 1",
                "x   | 1  | column \"s\" holds text",
                "0.5 | 1  | holds too little to learn a calibration from",
            })
    void aFileThatIsNoCalibrationIsRefused(String score, String label, String message) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("s,y\n%s,%s\n0.5,1\n".formatted(score, label), CalibrationMethod.ISOTONIC))
                .withMessageContaining(message);
    }

    private static Scored tooSure(int count) {
        SplittableRandom random = new SplittableRandom(4);
        double[] scores = new double[count];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            double logOdds = random.nextDouble(-3, 3);
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
            scores[i] = 1 / (1 + Math.exp(-2 * logOdds));
        }
        return new Scored(scores, labels);
    }

    private Calibration read(String csv, CalibrationMethod method) throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), csv);
        return Calibration.read(new CalibrationConfig(file, "s", "y", method, new Source(file, 1, Map.of())));
    }
}
