package academy.ascent.reference.statistics;

import static academy.ascent.reference.statistics.DriftTest.CHI_SQUARE;
import static academy.ascent.reference.statistics.DriftTest.JENSEN_SHANNON;
import static academy.ascent.reference.statistics.DriftTest.KOLMOGOROV_SMIRNOV;
import static academy.ascent.reference.statistics.DriftTest.POPULATION_STABILITY;
import static academy.ascent.reference.statistics.DriftTest.PROPORTIONS;
import static academy.ascent.reference.statistics.DriftTest.WASSERSTEIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumericSketchTest {
    private enum Shape {
        NORMAL(x -> x),
        SKEWED(Math::exp),
        HEAVY(x -> Math.exp(3 * x)),
        ROUNDED(x -> Math.floor(20 * x)),
        FAR_FROM_ZERO(x -> 1e9 + x),
        MOSTLY_ZERO(x -> Math.max(0, x));

        private final DoubleUnaryOperator transform;

        Shape(DoubleUnaryOperator transform) {
            this.transform = transform;
        }
    }

    @ParameterizedTest
    @EnumSource
    void itComesCloseToTheTestsOnTheValuesThemselves(Shape shape) {
        NumericColumn reference = NumericColumn.of(drawn(1, shape, 20_000, 0));
        for (double shift : new double[] {0, 0.1, 1, 4}) {
            double[] values = drawn(2, shape, 10_000, shift);
            NumericColumn current = NumericColumn.of(values);
            NumericSketch sketch = sketch(reference, values);

            double d = exact(reference, current, KOLMOGOROV_SMIRNOV);
            assertThat(result(sketch, KOLMOGOROV_SMIRNOV).statistic()).isBetween(d - 0.0015, d + 1e-12);
            double distance = exact(reference, current, WASSERSTEIN);
            assertThat(result(sketch, WASSERSTEIN).statistic())
                    .isBetween(distance - 0.001, distance * (1 + 1e-6) + 1e-9);
            assertThat(result(sketch, JENSEN_SHANNON).statistic())
                    .isEqualTo(exact(reference, current, JENSEN_SHANNON), within(0.005));
        }
    }

    @Test
    void thePopulationStabilityComesCloseWhereBinsAreFilled() {
        NumericColumn reference = NumericColumn.of(uniform(1, 20_000, 0));
        for (double shift : new double[] {0, 0.05, 0.2}) {
            double[] values = uniform(2, 10_000, shift);
            double exact = exact(reference, NumericColumn.of(values), POPULATION_STABILITY);
            assertThat(result(sketch(reference, values), POPULATION_STABILITY).statistic())
                    .isEqualTo(exact, within(0.001 + 0.01 * exact));
        }
    }

    @Test
    void onFewDistinctValuesEveryTestIsExact() {
        NumericColumn reference = NumericColumn.of(1, 1, 1, 2, 2, 3, 3, 3, 7);
        double[] values = {1, 2, 2, 3, 7, 7, 9, Double.NaN};
        NumericColumn current = NumericColumn.of(values);
        NumericSketch sketch = sketch(reference, values);
        for (DriftTest test : DriftTest.values()) {
            assertThat(result(sketch, test).statistic())
                    .as(test.label())
                    .isEqualTo(exact(reference, current, test), within(1e-12));
        }
        assertThat(sketch.missing()).isEqualTo(1);
        assertThat(sketch.outOfRange()).isEqualTo(1);
    }

    @Test
    void theTestIsChosenByTheReference() {
        double[] few = {1, 2, 1, 2};
        assertThat(chosen(NumericColumn.of(few))).isEqualTo(PROPORTIONS);
        assertThat(chosen(NumericColumn.of(1, 2, 3))).isEqualTo(CHI_SQUARE);
        assertThat(chosen(NumericColumn.of(uniform(1, 1_000, 0)))).isEqualTo(KOLMOGOROV_SMIRNOV);
        assertThat(chosen(NumericColumn.of(uniform(1, 1_001, 0)))).isEqualTo(WASSERSTEIN);
    }

    @Test
    void aReferenceMayHaveFewerValuesThanQuantiles() {
        for (int size : new int[] {501, 777, 999}) {
            NumericColumn reference = NumericColumn.of(uniform(1, size, 0));
            double[] values = uniform(2, 400, 0.1);
            assertThat(result(sketch(reference, values), KOLMOGOROV_SMIRNOV).statistic())
                    .isEqualTo(exact(reference, NumericColumn.of(values), KOLMOGOROV_SMIRNOV), within(0.005));
        }
    }

    @Test
    void aSketchOfPanesIsTheSketchOfTheWindow() {
        NumericColumn reference = NumericColumn.of(uniform(1, 5_000, 0));
        double[] values = uniform(2, 9_000, 0.3);
        Reference prepared = Reference.of(reference);
        NumericSketch window = (NumericSketch) prepared.sketch();
        for (int pane = 0; pane < 3; pane++) {
            NumericSketch part = (NumericSketch) prepared.sketch();
            Arrays.stream(values, 3_000 * pane, 3_000 * (pane + 1)).forEach(part::update);
            window.merge(part);
        }
        NumericSketch whole = (NumericSketch) prepared.sketch();
        Arrays.stream(values).forEach(whole::update);
        assertThat(window.size()).isEqualTo(whole.size());
        assertThat(window.minimum()).isEqualTo(whole.minimum());
        assertThat(result(window, KOLMOGOROV_SMIRNOV)).isEqualTo(result(whole, KOLMOGOROV_SMIRNOV));
        assertThat(result(window, WASSERSTEIN).statistic())
                .isEqualTo(result(whole, WASSERSTEIN).statistic(), within(1e-12));
        assertThatThrownBy(() ->
                        window.merge((NumericSketch) Reference.of(reference).sketch()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itCanBeReadAtAnyTimeWithoutLosingValues() {
        NumericSketch sketch = sketch(NumericColumn.of(1, 2, 3), 1, 2);
        assertThat(sketch.size()).isEqualTo(2);
        sketch.drift();
        sketch.update(3);
        assertThat(sketch.size()).isEqualTo(3);
        assertThat(result(sketch, WASSERSTEIN).statistic()).isZero();
    }

    @Test
    void withoutValuesItIsNotComparable() {
        assertThat(sketch(NumericColumn.of(1), Double.NaN).drift())
                .isEqualTo(new NotComparable("the current data have no values"));
        assertThatThrownBy(() -> Reference.of(NumericColumn.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSmallShiftOfTheMeanIsFoundInAMillionValues() {
        NumericColumn reference = NumericColumn.of(drawn(1, Shape.NORMAL, 100_000, 0));
        NumericSketch sketch = (NumericSketch) Reference.of(reference).sketch();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000_000; i++) {
            sketch.update(random.nextGaussian() + 0.05);
        }
        assertThat(result(sketch, KOLMOGOROV_SMIRNOV).pValue()).isLessThan(1e-20);
    }

    @Test
    void cleanWindowsAlarmAtTheNominalRate() {
        int alarms = 0;
        int windows = 400;
        SplittableRandom random = new SplittableRandom(3);
        for (int window = 0; window < windows; window++) {
            NumericSketch sketch = sketch(NumericColumn.of(gaussian(random, 1_000)), gaussian(random, 1_000));
            alarms += ((DriftResult) sketch.drift()).drifted() ? 1 : 0;
        }
        assertThat(alarms).as("of 400 at a level of 0.05").isBetween(8, 32);
    }

    private static NumericSketch sketch(NumericColumn reference, double... values) {
        NumericSketch sketch = (NumericSketch) Reference.of(reference).sketch();
        Arrays.stream(values).forEach(sketch::update);
        return sketch;
    }

    private static DriftTest chosen(NumericColumn reference) {
        return ((DriftResult) sketch(reference, 1, 2).drift()).test();
    }

    private static DriftResult result(NumericSketch sketch, DriftTest test) {
        return (DriftResult) sketch.drift(test, test.threshold());
    }

    private static double exact(NumericColumn reference, NumericColumn current, DriftTest test) {
        return ((DriftResult) DataDrift.compare(reference, current, test, test.threshold())).statistic();
    }

    private static double[] drawn(long seed, Shape shape, int size, double shift) {
        return Arrays.stream(gaussian(new SplittableRandom(seed), size))
                .map(value -> shape.transform.applyAsDouble(value + shift))
                .toArray();
    }

    private static double[] gaussian(SplittableRandom random, int size) {
        return IntStream.range(0, size).mapToDouble(_ -> random.nextGaussian()).toArray();
    }

    private static double[] uniform(long seed, int size, double shift) {
        return new SplittableRandom(seed)
                .doubles(size)
                .map(value -> value + shift)
                .toArray();
    }
}
