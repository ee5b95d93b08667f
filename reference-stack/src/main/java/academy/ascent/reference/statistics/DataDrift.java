package academy.ascent.reference.statistics;

import java.util.Collection;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * Drift between two columns by the definitions of Evidently 0.7 and scipy 1.17.
 *
 * <p>Missing values are left out on both sides. Which bins the distances on counts use follows Evidently too: the
 * distinct values where the reference has at most 20, else Sturges' bins over both samples.
 */
public final class DataDrift {
    /** The share of drifted columns at which a data set counts as drifted unless configured otherwise. */
    public static final double DRIFT_SHARE = 0.5;

    private static final int MOST_VALUES_AS_CATEGORIES = 20;
    private static final int LARGEST_FOR_EXACT = 10_000;
    private static final double SMALLEST_DEVIATION = 0.001;

    private DataDrift() {}

    /** Compares by the test that {@link DriftTest#chosenFor} takes for these columns, at its own threshold. */
    public static ColumnDrift compare(Column reference, Column current) {
        DriftTest test =
                DriftTest.chosenFor(reference instanceof NumericColumn, distinct(reference, current), reference.size());
        return compare(reference, current, test, test.threshold());
    }

    /**
     * Compares by a given test.
     *
     * @throws IllegalArgumentException if one column is numeric and the other is not, or the test does not fit them
     */
    public static ColumnDrift compare(Column reference, Column current, DriftTest test, double threshold) {
        long needed = test == DriftTest.KOLMOGOROV_SMIRNOV ? 2 : 1;
        if (reference.size() < needed) {
            return new NotComparable("the reference has " + reference.size() + " values; " + needed + " are needed");
        }
        if (current.size() < needed) {
            return new NotComparable("the current data have " + current.size() + " values; " + needed + " are needed");
        }
        return switch (test) {
            case KOLMOGOROV_SMIRNOV -> kolmogorovSmirnov(numeric(reference), numeric(current), threshold);
            case WASSERSTEIN -> test.measured(wasserstein(numeric(reference), numeric(current)), threshold);
            case POPULATION_STABILITY ->
                test.measured(binned(reference, current).populationStability(), threshold);
            case JENSEN_SHANNON -> test.measured(binned(reference, current).jensenShannon(), threshold);
            case CHI_SQUARE -> byValue(reference, current).chiSquare(threshold);
            case PROPORTIONS -> byValue(reference, current).proportions(threshold);
        };
    }

    /** Whether at least this share of the columns that could be compared has drifted. */
    public static boolean isDrifted(Collection<? extends ColumnDrift> columns, double share) {
        long compared = columns.stream().filter(DriftResult.class::isInstance).count();
        return compared > 0 && (double) drifted(columns) / compared >= share;
    }

    /** How many columns have drifted. */
    public static long drifted(Collection<? extends ColumnDrift> columns) {
        return columns.stream()
                .filter(column -> column instanceof DriftResult result && result.drifted())
                .count();
    }

    private static DriftResult kolmogorovSmirnov(NumericColumn reference, NumericColumn current, double threshold) {
        boolean exact = Math.max(reference.size(), current.size()) <= LARGEST_FOR_EXACT;
        var result = KolmogorovSmirnovTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(reference.sorted(), current.sorted());
        return DriftTest.KOLMOGOROV_SMIRNOV.tested(result.getStatistic(), result.getPValue(), threshold);
    }

    /** The area between the two empirical distribution functions, in standard deviations of the reference. */
    private static double wasserstein(NumericColumn reference, NumericColumn current) {
        double[] x = reference.sorted();
        double[] y = current.sorted();
        double area = 0;
        double previous = Math.min(x[0], y[0]);
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double next = Math.min(x[i], y[j]);
            area += Math.abs((double) i / x.length - (double) j / y.length) * (next - previous);
            previous = next;
            if (x[i] == next) {
                i++;
            } else {
                j++;
            }
        }
        for (; i < x.length; i++) {
            area += (1 - (double) i / x.length) * (x[i] - previous);
            previous = x[i];
        }
        for (; j < y.length; j++) {
            area += (1 - (double) j / y.length) * (y[j] - previous);
            previous = y[j];
        }
        return area / Math.max(reference.standardDeviation(), SMALLEST_DEVIATION);
    }

    private static Frequencies binned(Column reference, Column current) {
        if (reference instanceof NumericColumn from
                && current instanceof NumericColumn to
                && from.smallestDistinct(MOST_VALUES_AS_CATEGORIES + 1).size() > MOST_VALUES_AS_CATEGORIES) {
            double[] edges = SturgesBins.edges(
                    Math.min(from.minimum(), to.minimum()),
                    Math.max(from.maximum(), to.maximum()),
                    from.size() + to.size());
            return Frequencies.binned(from, to, edges);
        }
        return byValue(reference, current);
    }

    private static Frequencies byValue(Column reference, Column current) {
        if (reference instanceof CategoricalColumn from && current instanceof CategoricalColumn to) {
            return Frequencies.ofCategories(from.counts(), to.counts());
        }
        return Frequencies.ofValues(numeric(reference), numeric(current));
    }

    private static int distinct(Column reference, Column current) {
        if (reference instanceof CategoricalColumn from && current instanceof CategoricalColumn to) {
            return Frequencies.ofCategories(from.counts(), to.counts()).reference().length;
        }
        TreeSet<Double> values = numeric(reference).smallestDistinct(MOST_VALUES_AS_CATEGORIES);
        values.addAll(numeric(current).smallestDistinct(MOST_VALUES_AS_CATEGORIES));
        return values.size();
    }

    private static NumericColumn numeric(Column column) {
        if (column instanceof NumericColumn numeric) {
            return numeric;
        }
        throw new IllegalArgumentException("a numeric test or column was given together with a categorical column");
    }
}
