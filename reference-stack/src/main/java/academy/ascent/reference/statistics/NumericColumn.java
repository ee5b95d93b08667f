package academy.ascent.reference.statistics;

import java.util.Arrays;
import java.util.TreeSet;

/** Numbers in ascending order; NaN and the infinities count as missing, as Evidently drops them. */
public final class NumericColumn implements Column {
    private final double[] sorted;
    private final long missing;

    private NumericColumn(double[] sorted, long missing) {
        this.sorted = sorted;
        this.missing = missing;
    }

    /** A column of these values, which are copied. */
    public static NumericColumn of(double... values) {
        double[] finite = new double[values.length];
        int size = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                finite[size++] = value + 0.0; // turns -0.0 into 0.0, which sorts as its equal
            }
        }
        double[] sorted = size == finite.length ? finite : Arrays.copyOf(finite, size);
        Arrays.sort(sorted);
        return new NumericColumn(sorted, values.length - size);
    }

    @Override
    public long size() {
        return sorted.length;
    }

    @Override
    public long missing() {
        return missing;
    }

    /** The values in ascending order; not to be changed. */
    double[] sorted() {
        return sorted;
    }

    double minimum() {
        return sorted[0];
    }

    double maximum() {
        return sorted[sorted.length - 1];
    }

    /** The values without repetition, at most so many of them. */
    TreeSet<Double> smallestDistinct(int limit) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (int i = 0; i < sorted.length && distinct.size() < limit; i = countBelow(Math.nextUp(sorted[i]))) {
            distinct.add(sorted[i]);
        }
        return distinct;
    }

    /** How many values lie below {@code bound}. */
    int countBelow(double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    double mean() {
        return Arrays.stream(sorted).sum() / sorted.length;
    }

    /** The population standard deviation. */
    double standardDeviation() {
        double mean = mean();
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / sorted.length);
    }
}
