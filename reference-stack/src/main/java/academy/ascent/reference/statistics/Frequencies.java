package academy.ascent.reference.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * Counts of the same bins or categories in two samples, and the tests on them.
 *
 * @param reference counts by bin
 * @param current counts by bin, as long
 */
record Frequencies(long[] reference, long[] current) {
    private static final double SMALLEST_SHARE = 0.0001;

    /** Counts by category; a category of one side only counts 0 on the other. Categories are in ascending order. */
    static Frequencies ofCategories(Map<String, Long> reference, Map<String, Long> current) {
        TreeSet<String> categories = new TreeSet<>(reference.keySet());
        categories.addAll(current.keySet());
        return new Frequencies(counts(categories, reference), counts(categories, current));
    }

    private static long[] counts(TreeSet<String> categories, Map<String, Long> counts) {
        return categories.stream()
                .mapToLong(category -> counts.getOrDefault(category, 0L))
                .toArray();
    }

    /** Counts by distinct number, in ascending order. */
    static Frequencies ofValues(NumericColumn reference, NumericColumn current) {
        double[] x = reference.sorted();
        double[] y = current.sorted();
        long[][] counts = new long[2][16];
        int bins = 0;
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            double value = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            if (bins == counts[0].length) {
                counts[0] = Arrays.copyOf(counts[0], 2 * bins);
                counts[1] = Arrays.copyOf(counts[1], 2 * bins);
            }
            int begin = i + j;
            while (i < x.length && x[i] == value) {
                i++;
            }
            counts[0][bins] = i + j - begin;
            begin = i + j;
            while (j < y.length && y[j] == value) {
                j++;
            }
            counts[1][bins] = i + j - begin;
            bins++;
        }
        return new Frequencies(Arrays.copyOf(counts[0], bins), Arrays.copyOf(counts[1], bins));
    }

    /** Counts in equally wide bins; each holds its lower edge, the last its upper edge too. */
    static Frequencies binned(NumericColumn reference, NumericColumn current, double[] edges) {
        return new Frequencies(histogram(reference, edges), histogram(current, edges));
    }

    private static long[] histogram(NumericColumn column, double[] edges) {
        long[] counts = new long[edges.length - 1];
        long below = column.countBelow(edges[0]);
        for (int bin = 0; bin < counts.length; bin++) {
            double upper = edges[bin + 1];
            long next = column.countBelow(bin == counts.length - 1 ? Math.nextUp(upper) : upper);
            counts[bin] = next - below;
            below = next;
        }
        return counts;
    }

    /**
     * Σ (r − c) · ln(r / c) over the bins' shares, an empty bin's share being replaced as Evidently does: by 0.0001,
     * or by a millionth of the smallest other share if that is no greater than 0.0001.
     */
    double populationStability() {
        double[] r = withoutZeros(shares(reference));
        double[] c = withoutZeros(shares(current));
        double sum = 0;
        for (int bin = 0; bin < r.length; bin++) {
            sum += (r[bin] - c[bin]) * Math.log(r[bin] / c[bin]);
        }
        return sum;
    }

    private static double[] withoutZeros(double[] shares) {
        double smallest = Arrays.stream(shares).filter(share -> share > 0).min().orElseThrow();
        double substitute = smallest <= SMALLEST_SHARE ? smallest / 1e6 : SMALLEST_SHARE;
        return Arrays.stream(shares)
                .map(share -> share == 0 ? substitute : share)
                .toArray();
    }

    /** The square root of the mean divergence, in nats, of each side from the mean of both. */
    double jensenShannon() {
        double[] r = shares(reference);
        double[] c = shares(current);
        double divergence = 0;
        for (int bin = 0; bin < r.length; bin++) {
            double mean = (r[bin] + c[bin]) / 2;
            divergence += relativeEntropy(r[bin], mean) + relativeEntropy(c[bin], mean);
        }
        return Math.sqrt(Math.max(0, divergence) / 2);
    }

    private static double relativeEntropy(double share, double mean) {
        return share == 0 ? 0 : share * Math.log(share / mean);
    }

    /** Pearson's test of the current counts; a category that the reference lacks refutes it with certainty. */
    DriftResult chiSquare(double threshold) {
        double scale = (double) total(current) / total(reference);
        double[] expected =
                Arrays.stream(reference).mapToDouble(count -> count * scale).toArray();
        if (Arrays.stream(expected).anyMatch(count -> count == 0)) {
            return DriftTest.CHI_SQUARE.tested(Double.POSITIVE_INFINITY, 0, threshold);
        }
        if (expected.length == 1) {
            return DriftTest.CHI_SQUARE.tested(0, 1, threshold);
        }
        var result = ChiSquareTest.withDefaults().test(expected, current);
        return DriftTest.CHI_SQUARE.tested(result.getStatistic(), result.getPValue(), threshold);
    }

    /** The pooled z-test on the share of the first category. */
    DriftResult proportions(double threshold) {
        double z = ProportionTest.z(
                new Proportion(reference[0], total(reference)), new Proportion(current[0], total(current)));
        return DriftTest.PROPORTIONS.tested(z, ProportionTest.pValue(z), threshold);
    }

    private static double[] shares(long[] counts) {
        double total = total(counts);
        return Arrays.stream(counts).mapToDouble(count -> count / total).toArray();
    }

    private static long total(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
