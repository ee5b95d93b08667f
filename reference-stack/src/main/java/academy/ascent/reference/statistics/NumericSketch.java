package academy.ascent.reference.statistics;

import java.util.Arrays;

/**
 * Current numbers, counted exactly in the reference's {@link Cells}; no larger however many they are.
 *
 * <p>Values are buffered, and sorted into the cells a buffer at a time, which costs less than a search for each.
 * Counting is exact and so is merging; what is lost is only where in its cell a value lies. Compared with the same
 * test on the values themselves:
 *
 * <ul>
 *   <li>Kolmogorov-Smirnov's D is never greater, and smaller by at most one cell's share of the reference and the
 *       current values, which is about 0.001; its p-value is asymptotic ({@link KolmogorovDistribution}).
 *   <li>The Wasserstein distance is never greater but for rounding, and exact in cells where the two distribution
 *       functions do not cross.
 *   <li>On Sturges' bins a bin's share is wrong by at most the shares of the two cells that its edges cut.
 *   <li>On distinct values all tests are exact as long as new values fall in different gaps between known ones.
 * </ul>
 */
public final class NumericSketch implements Sketch {
    private static final int BUFFER = 4096;
    private static final double[] NO_BUFFER = {};

    private final NumericReference reference;
    private final Cells cells;
    private final long[] counts;
    private final double[] offsets;
    private double[] buffer = NO_BUFFER;
    private int buffered;
    private long size;
    private long missing;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    NumericSketch(NumericReference reference) {
        this.reference = reference;
        cells = reference.cells();
        counts = new long[cells.count()];
        offsets = new double[cells.count()];
    }

    /** Takes one value; NaN and the infinities count as missing. */
    public void update(double value) {
        if (!Double.isFinite(value)) {
            missing++;
            return;
        }
        if (buffered == buffer.length) {
            makeRoom();
        }
        buffer[buffered++] = value;
    }

    /** Takes in what another sketch of the same reference has counted. */
    public void merge(NumericSketch other) {
        if (other.reference != reference) {
            throw new IllegalArgumentException("only sketches of one reference can be merged");
        }
        other.settle();
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] += other.counts[cell];
            offsets[cell] += other.offsets[cell];
        }
        size += other.size;
        missing += other.missing;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
    }

    @Override
    public long size() {
        return size + buffered;
    }

    @Override
    public long missing() {
        return missing;
    }

    /** The smallest value; infinity without any. */
    public double minimum() {
        settle();
        return minimum;
    }

    /** The greatest value; negative infinity without any. */
    public double maximum() {
        settle();
        return maximum;
    }

    /** How many values lie outside the reference's range. */
    public long outOfRange() {
        settle();
        double[] edges = cells.edges();
        int first = Arrays.binarySearch(edges, Math.nextDown(reference.minimum())) + 1;
        int last = Arrays.binarySearch(edges, reference.maximum());
        return size - Arrays.stream(counts, first, last + 1).sum();
    }

    @Override
    public ColumnDrift drift() {
        return drift(reference.chosenTest(), reference.chosenTest().threshold());
    }

    @Override
    public ColumnDrift drift(DriftTest test, double threshold) {
        settle();
        if (size == 0) {
            return new NotComparable("the current data have no values");
        }
        return new SketchComparison(reference, this).drift(test, threshold);
    }

    /** Counts by cell of the settled values; not to be changed. */
    long[] counts() {
        return counts;
    }

    /** Sums by cell of the settled values' distances from the cell's {@link Cells#origin}; not to be changed. */
    double[] offsets() {
        return offsets;
    }

    /** Sorts the buffered values into their cells, and lets go of the buffer until the next update. */
    void settle() {
        sortIntoCells();
        buffer = NO_BUFFER;
    }

    private void makeRoom() {
        sortIntoCells();
        if (buffer.length == 0) {
            buffer = new double[BUFFER];
        }
    }

    private void sortIntoCells() {
        if (buffered == 0) {
            return;
        }
        Arrays.sort(buffer, 0, buffered);
        minimum = Math.min(minimum, buffer[0]);
        maximum = Math.max(maximum, buffer[buffered - 1]);
        double[] edges = cells.edges();
        int cell = 0;
        for (int i = 0; i < buffered; i++) {
            double value = buffer[i];
            while (cell < edges.length && edges[cell] < value) {
                cell++;
            }
            counts[cell]++;
            offsets[cell] += value - cells.origin(cell);
        }
        size += buffered;
        buffered = 0;
    }
}
