package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class NumericSketchProperties {
    @Property(tries = 300)
    void noValueIsLostAndNoDifferenceIsMadeUp(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3_000) int references,
            @ForAll @IntRange(min = 2, max = 6_000) int values,
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double centre,
            @ForAll @DoubleRange(max = 1e9) double spread,
            @ForAll boolean whole) {
        SplittableRandom random = new SplittableRandom(seed);
        NumericColumn reference = NumericColumn.of(drawn(random, references, centre, spread, whole));
        double[] drawn = drawn(random, values, centre, 1.1 * spread, whole);
        NumericSketch sketch = (NumericSketch) Reference.of(reference).sketch();
        Arrays.stream(drawn).forEach(sketch::update);

        NumericColumn current = NumericColumn.of(drawn);
        assertThat(sketch.size()).isEqualTo(values);
        assertThat(sketch.outOfRange())
                .isEqualTo(Arrays.stream(drawn)
                        .filter(value -> value < reference.minimum() || value > reference.maximum())
                        .count());
        assertThat(statistic(sketch.drift(DriftTest.KOLMOGOROV_SMIRNOV, 0.05)))
                .isLessThanOrEqualTo(
                        statistic(DataDrift.compare(reference, current, DriftTest.KOLMOGOROV_SMIRNOV, 0.05)) + 1e-12);
        for (DriftTest test : DriftTest.values()) {
            assertThat(sketch.drift(test, test.threshold())).isNotNull();
        }
        assertThat(statistic(sketch.drift(DriftTest.JENSEN_SHANNON, 0.1))).isBetween(0.0, 0.8326);
        assertThat(statistic(sketch.drift(DriftTest.WASSERSTEIN, 0.1))).isNotNegative();
    }

    private static double statistic(ColumnDrift drift) {
        return ((DriftResult) drift).statistic();
    }

    private static double[] drawn(SplittableRandom random, int size, double centre, double spread, boolean whole) {
        return random.doubles(size)
                .map(value -> centre + spread * (value - 0.5))
                .map(value -> whole ? Math.rint(value) : value)
                .toArray();
    }
}
