package academy.ascent.reference.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.explain.Explanation.Stopped;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleySamplingTest {
    private static final int REFERENCES = 40;
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void agreesWithEveryCoalitionCountedWithinItsOwnError(int columns) throws TimeoutException {
        for (long seed = 1; seed <= 20; seed++) {
            double[] row = row(columns, seed);
            double[][] references = references(columns, seed);
            double[] exact = ExactShapley.values(ShapleySamplingTest::curved, row, references);

            Explanation explanation = explain(ShapleySamplingTest::curved, row, references, 300, 0, seed);

            for (int j = 0; j < columns; j++) {
                Attribution attribution = explanation.attributions().get(j);
                assertThat(attribution.value()).isCloseTo(exact[j], within(4 * attribution.standardError() + ROUNDING));
            }
        }
    }

    @Test
    void statesAnErrorThatCoversTheTruthAsOftenAsItSays() throws TimeoutException {
        double[] row = row(6, 1);
        // Far more than are drawn: where each is drawn several times, the stated error is greater than the true one.
        double[][] references = references(6, 1, 2000);
        double[] exact = ExactShapley.values(ShapleySamplingTest::curved, row, references);
        int covered = 0;
        int all = 0;
        for (long seed = 1; seed <= 200; seed++) {
            Explanation explanation = explain(ShapleySamplingTest::curved, row, references, 100, 0, seed);
            for (int j = 0; j < 6; j++) {
                Attribution attribution = explanation.attributions().get(j);
                covered += Math.abs(attribution.value() - exact[j]) <= 1.96 * attribution.standardError() ? 1 : 0;
                all++;
            }
        }
        assertThat((double) covered / all).isBetween(0.93, 0.97);
    }

    @Test
    void isExactForALinearModel() throws TimeoutException {
        double[] weights = {2, -1, 0.5, 0};
        double[] row = row(4, 3);
        double[][] references = references(4, 3);

        Explanation explanation = explain(cells -> dot(weights, cells), row, references, REFERENCES, 0, 1);

        for (int j = 0; j < 4; j++) {
            double mean = 0;
            for (double[] reference : references) {
                mean += reference[j] / REFERENCES;
            }
            assertThat(explanation.attributions().get(j).value())
                    .isCloseTo(weights[j] * (row[j] - mean), within(ROUNDING));
        }
    }

    @Test
    void givesTogetherWhatThePredictionDiffersFromTheBase() throws TimeoutException {
        Explanation explanation = explain(ShapleySamplingTest::curved, row(7, 5), references(7, 5), 33, 0, 1);

        assertThat(explanation.efficiencyGap()).isCloseTo(0, within(ROUNDING));
        assertThat(explanation.prediction()).isEqualTo(curved(row(7, 5)));
        assertThat(explanation.rows()).isEqualTo(ShapleySampling.rows(7, REFERENCES, 33));
    }

    @Test
    void givesNothingToAColumnThatTheModelPassesOver() throws TimeoutException {
        Explanation explanation = explain(cells -> cells[0] * cells[2], row(3, 7), references(3, 7), 100, 0, 1);

        assertThat(explanation.attributions().get(1)).isEqualTo(new Attribution(0, 0));
    }

    @Test
    void givesAsMuchToColumnsThatDoTheSame() throws TimeoutException {
        double[][] references = references(3, 9);
        for (double[] reference : references) {
            reference[1] = reference[0];
        }
        double[] row = {1.5, 1.5, -2};

        Explanation explanation =
                explain(cells -> Math.exp(cells[0] + cells[1]) * cells[2], row, references, 400, 0, 1);

        Attribution first = explanation.attributions().get(0);
        Attribution second = explanation.attributions().get(1);
        assertThat(first.value())
                .isCloseTo(second.value(), within(4 * (first.standardError() + second.standardError())));
    }

    @Test
    void isRepeatedByItsSeed() throws TimeoutException {
        Explanation first = explain(ShapleySamplingTest::curved, row(5, 2), references(5, 2), 50, 0, 11);
        Explanation again = explain(ShapleySamplingTest::curved, row(5, 2), references(5, 2), 50, 0, 11);
        Explanation other = explain(ShapleySamplingTest::curved, row(5, 2), references(5, 2), 50, 0, 12);

        assertThat(again).isEqualTo(first);
        assertThat(other.attributions()).isNotEqualTo(first.attributions());
    }

    @Test
    void stopsOnceItIsPreciseEnough() throws TimeoutException {
        Explanation explanation = explain(ShapleySamplingTest::curved, row(5, 2), references(5, 2), 100_000, 0.02, 11);

        assertThat(explanation.stopped()).isEqualTo(Stopped.PRECISION);
        assertThat(explanation.samples()).isLessThan(100_000);
        assertThat(explanation.attributions())
                .allSatisfy(
                        attribution -> assertThat(attribution.standardError()).isLessThan(0.02));
    }

    @Test
    void needsNoSampleForOneColumn() throws TimeoutException {
        Explanation explanation = explain(cells -> cells[0], new double[] {3}, new double[][] {{1}, {2}}, 100, 0, 1);

        assertThat(explanation.attributions()).containsExactly(new Attribution(1.5, 0));
        assertThat(explanation.rows()).isEqualTo(3);
    }

    @Test
    void endsWithWhatItHasWhenTheTimeIsUp() throws TimeoutException {
        Explanation explanation = limited(3).explain(100_000, 0);

        assertThat(explanation.stopped()).isEqualTo(Stopped.TIMEOUT);
        assertThat(explanation.samples()).isGreaterThanOrEqualTo(ShapleySampling.FEWEST_SAMPLES);
    }

    @Test
    void saysSoWhenTheTimeIsUpBeforeThereIsAnything() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> limited(1).explain(100_000, 0));
    }

    private static ShapleySampling limited(int calls) {
        Evaluator evaluator = evaluator(ShapleySamplingTest::curved, row(4, 1), references(4, 1));
        int[] made = {0};
        return new ShapleySampling(
                4,
                REFERENCES,
                sources -> {
                    if (made[0]++ == calls) {
                        throw new TimeoutException();
                    }
                    return evaluator.predict(sources);
                },
                1);
    }

    private static Explanation explain(
            ToDoubleFunction<double[]> model,
            double[] row,
            double[][] references,
            int samples,
            double standardError,
            long seed)
            throws TimeoutException {
        return new ShapleySampling(row.length, references.length, evaluator(model, row, references), seed)
                .explain(samples, standardError);
    }

    private static Evaluator evaluator(ToDoubleFunction<double[]> model, double[] row, double[][] references) {
        return sources -> {
            double[] predictions = new double[sources.length];
            for (int i = 0; i < sources.length; i++) {
                double[] cells = new double[row.length];
                for (int j = 0; j < cells.length; j++) {
                    cells[j] = sources[i][j] == 0 ? row[j] : references[sources[i][j] - 1][j];
                }
                predictions[i] = model.applyAsDouble(cells);
            }
            return predictions;
        };
    }

    /** Effects of one, two and three columns, none of which is linear. */
    private static double curved(double[] cells) {
        double product = 1;
        double sum = 0;
        for (double cell : cells) {
            product *= 1 + 0.5 * cell;
            sum += Math.sin(cell);
        }
        return product + sum + Math.max(0, cells[0] - cells[cells.length - 1]);
    }

    private static double dot(double[] weights, double[] cells) {
        double sum = 0;
        for (int j = 0; j < cells.length; j++) {
            sum += weights[j] * cells[j];
        }
        return sum;
    }

    private static double[] row(int columns, long seed) {
        return new SplittableRandom(seed).doubles(columns, -2, 2).toArray();
    }

    private static double[][] references(int columns, long seed) {
        return references(columns, seed, REFERENCES);
    }

    private static double[][] references(int columns, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed + 1000);
        double[][] references = new double[count][];
        for (int i = 0; i < count; i++) {
            references[i] = random.doubles(columns, -1, 1).toArray();
        }
        return references;
    }
}
