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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDriftTest {
    // The numbers are scipy 1.17.1's and Evidently 0.7.23's for the same samples.
    @ParameterizedTest
    @CsvSource({
        "50, 40, 0.04, 0.9999999999811945, 0.049242386130025316, 0.016989357723462863, 0.04604933607306538",
        "900, 700, 0.021111111111111112, 0.993047228570664, 0.03368456349991136, 0.005167578857153519, "
                + "0.025405798202424924",
        "5000, 3000, 0.0202, 0.42361609254350546, 0.03384260702907743, 0.006854923955299483, 0.02925522513794142",
        "20000, 30000, 0.01995, 0.00014013806096539155, 0.03385210690113638, 0.009418320618925264, "
                + "0.034273464986865364"
    })
    void numbersAreComparedAsByScipyAndEvidently(
            int n, int m, double d, double p, double wasserstein, double stability, double jensenShannon) {
        Column reference = NumericColumn.of(sample(n, 0, 1));
        Column current = NumericColumn.of(sample(m, 0.02, 1.1));

        DriftResult kolmogorovSmirnov = result(reference, current, KOLMOGOROV_SMIRNOV);
        thenClose(kolmogorovSmirnov.statistic(), d);
        thenClose(kolmogorovSmirnov.pValue(), p);
        thenClose(result(reference, current, WASSERSTEIN).score(), wasserstein);
        thenClose(result(reference, current, POPULATION_STABILITY).score(), stability);
        thenClose(result(reference, current, JENSEN_SHANNON).score(), jensenShannon);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 40, 5, 0.006282860707022656, 0.028014910922570975, 0.9928090154076699, 0.772748122697539",
        "50, 40, 2, 0.0025020864639245656, 0.017684120481624883, 0.7518296340458492, 0.8136185361070016",
        "900, 700, 5, 0.007234135210145988, 0.030061165894668743, 0.26327399304581456, 0.12819628463405097",
        "900, 700, 2, 0.003956236299368666, 0.022236179620252802, 0.09630369202868817, 0.21212091831322022",
        "5000, 3000, 5, 0.00692132602696943, 0.029404191116257316, 0.00024792092780592535, 0.0009701276108537993",
        "5000, 3000, 2, 0.004187621535639162, 0.022877083778292534, 0.00039719700668050295, 0.005094886049946901",
    })
    void categoriesAreComparedAsByScipyAndEvidently(
            int n, int m, int categories, double stability, double jensenShannon, double chiSquare, double z) {
        double[] first = categories(sample(n, 0, 1), categories);
        double[] second = categories(sample(m, 0, 1.1), categories);
        List<Column> references = List.of(NumericColumn.of(first), text(first));
        List<Column> currents = List.of(NumericColumn.of(second), text(second));
        for (int i = 0; i < 2; i++) {
            thenClose(
                    result(references.get(i), currents.get(i), POPULATION_STABILITY)
                            .score(),
                    stability);
            thenClose(result(references.get(i), currents.get(i), JENSEN_SHANNON).score(), jensenShannon);
            thenClose(result(references.get(i), currents.get(i), CHI_SQUARE).score(), chiSquare);
            thenClose(result(references.get(i), currents.get(i), PROPORTIONS).score(), z);
        }
    }

    @Test
    void theTestIsChosenByTypeDistinctValuesAndReferenceSize() {
        assertThat(chosen(sample(1000, 0, 1), sample(9, 0, 1))).isEqualTo(KOLMOGOROV_SMIRNOV);
        assertThat(chosen(sample(1001, 0, 1), sample(9, 0, 1))).isEqualTo(WASSERSTEIN);
        assertThat(chosen(categories(sample(1000, 0, 1), 5), categories(sample(9, 0, 1), 5)))
                .isEqualTo(CHI_SQUARE);
        assertThat(chosen(categories(sample(1000, 0, 1), 2), categories(sample(9, 0, 1), 2)))
                .isEqualTo(PROPORTIONS);
        assertThat(chosen(categories(sample(1001, 0, 1), 5), categories(sample(9, 0, 1), 5)))
                .isEqualTo(JENSEN_SHANNON);
        assertThat(chosen(categories(sample(1000, 0, 1), 5), new double[] {7, 8}))
                .as("values of the current data count too")
                .isEqualTo(KOLMOGOROV_SMIRNOV);
    }

    @Test
    void missingAndInfiniteValuesAreLeftOutAndCounted() {
        double[] values = sample(50, 0, 1);
        double[] holed = Arrays.copyOf(values, 53);
        holed[50] = Double.NaN;
        holed[51] = Double.POSITIVE_INFINITY;
        holed[52] = Double.NEGATIVE_INFINITY;
        NumericColumn column = NumericColumn.of(holed);
        assertThat(column.size()).isEqualTo(50);
        assertThat(column.missing()).isEqualTo(3);
        assertThat(DataDrift.compare(column, NumericColumn.of(sample(40, 0.02, 1.1))))
                .isEqualTo(DataDrift.compare(NumericColumn.of(values), NumericColumn.of(sample(40, 0.02, 1.1))));
        assertThat(CategoricalColumn.of(Stream.of("a", null, "b", "a")))
                .isEqualTo(new CategoricalColumn(Map.of("a", 2L, "b", 1L), 1));
    }

    @Test
    void aNewCategoryRefutesTheReferenceOutright() {
        DriftResult result = result(text(1, 1, 2, 2), text(1, 2, 3), CHI_SQUARE);
        assertThat(result.pValue()).isZero();
        assertThat(result.drifted()).isTrue();
    }

    @Test
    void anEmptyBinGetsASmallShareInsteadOfNone() {
        // Shares 0.5, 0.5 and 0 against 0.5, 0.25 and 0.25.
        double stability = 0.25 * Math.log(2) + (0.25 - 0.0001) * Math.log(0.25 / 0.0001);
        thenClose(
                result(text(1, 1, 2, 2), text(1, 1, 2, 3), POPULATION_STABILITY).score(), stability);
    }

    @Test
    void samplesWithoutVariationCanBeCompared() {
        double[] constant = new double[40];
        assertThat(result(NumericColumn.of(constant), NumericColumn.of(constant), PROPORTIONS)
                        .pValue())
                .isEqualTo(1);
        assertThat(result(NumericColumn.of(constant), NumericColumn.of(constant), CHI_SQUARE)
                        .pValue())
                .isEqualTo(1);
        assertThat(result(NumericColumn.of(constant), NumericColumn.of(1, 1), WASSERSTEIN)
                        .score())
                .as("a distance of 1 in deviations of at least 0.001")
                .isEqualTo(1000, within(1e-9));
        assertThat(result(NumericColumn.of(constant), NumericColumn.of(-0.0, -0.0), JENSEN_SHANNON)
                        .score())
                .isZero();
    }

    @Test
    void aColumnWithoutValuesIsSaidNotToBeComparable() {
        Column values = NumericColumn.of(1, 2, 3);
        assertThat(DataDrift.compare(NumericColumn.of(Double.NaN), values))
                .isEqualTo(new NotComparable("the reference has 0 values; 1 are needed"));
        assertThat(DataDrift.compare(values, NumericColumn.of(1), KOLMOGOROV_SMIRNOV, 0.05))
                .isEqualTo(new NotComparable("the current data have 1 values; 2 are needed"));
    }

    @Test
    void aTestForNumbersRefusesCategories() {
        assertThatThrownBy(() -> DataDrift.compare(text(1), text(2), WASSERSTEIN, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataDrift.compare(text(1), NumericColumn.of(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDataSetHasDriftedWithHalfOfItsComparableColumns() {
        ColumnDrift drifted = WASSERSTEIN.measured(0.1, 0.1);
        ColumnDrift steady = WASSERSTEIN.measured(0.09, 0.1);
        ColumnDrift empty = new NotComparable("no values");
        assertThat(DataDrift.isDrifted(List.of(drifted, steady, empty), DataDrift.DRIFT_SHARE))
                .isTrue();
        assertThat(DataDrift.isDrifted(List.of(drifted, steady, steady), DataDrift.DRIFT_SHARE))
                .isFalse();
        assertThat(DataDrift.isDrifted(List.of(empty), DataDrift.DRIFT_SHARE)).isFalse();
    }

    @Test
    void everyTestIsFoundByItsLabel() {
        for (DriftTest test : DriftTest.values()) {
            assertThat(DriftTest.labelled(test.label())).contains(test);
        }
        assertThat(DriftTest.labelled("kolmogorov")).isEmpty();
    }

    private static DriftTest chosen(double[] reference, double[] current) {
        return ((DriftResult) DataDrift.compare(NumericColumn.of(reference), NumericColumn.of(current))).test();
    }

    private static DriftResult result(Column reference, Column current, DriftTest test) {
        return (DriftResult) DataDrift.compare(reference, current, test, test.threshold());
    }

    /** Equal within 1e-9 relative, or within the cancellation error of a p-value computed as 1 less a probability. */
    private static void thenClose(double actual, double expected) {
        assertThat(actual).isEqualTo(expected, within(Math.max(1e-9 * Math.abs(expected), 1e-14)));
    }

    /** A deterministic sample, spread evenly and bent by the power. */
    private static double[] sample(int size, double shift, double power) {
        return IntStream.rangeClosed(1, size)
                .mapToDouble(i -> Math.pow(i * 0.6180339887498949 % 1.0, power) + shift)
                .toArray();
    }

    private static double[] categories(double[] sample, int categories) {
        return Arrays.stream(sample)
                .map(value -> Math.floor(value * categories))
                .toArray();
    }

    private static CategoricalColumn text(double... values) {
        return CategoricalColumn.of(Arrays.stream(values).mapToObj(Double::toString));
    }
}
