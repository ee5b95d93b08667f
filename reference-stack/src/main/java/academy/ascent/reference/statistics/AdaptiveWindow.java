package academy.ascent.reference.statistics;

/**
 * ADWIN: a window that grows while the mean holds and drops its older part when the two parts' means differ.
 *
 * <p>Values should lie within a range of about 1, such as errors of 0 and 1; scale others. The window is kept as an
 * exponential histogram in about 6 · log₂(width) buckets. A. Bifet, R. Gavaldà, "Learning from time-changing data with
 * adaptive windowing", SIAM International Conference on Data Mining (2007), with its bound by the variance.
 */
public final class AdaptiveWindow implements ChangeDetector {
    private static final int BUCKETS_PER_ROW = 5;
    private static final int ROWS = 58;
    private static final int VALUES_PER_CHECK = 32;
    private static final int FEWEST = 6;

    private final double delta;
    /** Row r holds buckets of 2ʳ values, the oldest first. */
    private final double[][] sums = new double[ROWS][BUCKETS_PER_ROW + 1];

    /** The sums of squared deviations from the bucket's mean. */
    private final double[][] squares = new double[ROWS][BUCKETS_PER_ROW + 1];

    private final int[] filled = new int[ROWS];
    private long seen;
    private long width;
    private double total;
    private double deviations;

    /** A window whose probability of a false cut at each check is bounded by {@code delta}; 0.002 is customary. */
    public AdaptiveWindow(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta is " + delta + "; it lies between 0 and 1");
        }
        this.delta = delta;
    }

    @Override
    public boolean update(double value) {
        if (width > 0) {
            deviations += squareBetween(1, value, width, total);
        }
        width++;
        total += value;
        append(0, value, 0);
        seen++;
        boolean changed = false;
        while (seen % VALUES_PER_CHECK == 0 && partsDiffer()) {
            dropOldest();
            changed = true;
        }
        return changed;
    }

    /** How many values the window holds. */
    public long width() {
        return width;
    }

    /** The mean of the values in the window; NaN without any. */
    public double mean() {
        return total / width;
    }

    private void append(int row, double sum, double square) {
        sums[row][filled[row]] = sum;
        squares[row][filled[row]] = square;
        filled[row]++;
        if (filled[row] <= BUCKETS_PER_ROW) {
            return;
        }
        long each = 1L << row;
        double between = squareBetween(each, sums[row][0], each, sums[row][1]);
        append(row + 1, sums[row][0] + sums[row][1], squares[row][0] + squares[row][1] + between);
        removeOldest(row, 2);
    }

    private void removeOldest(int row, int count) {
        filled[row] -= count;
        System.arraycopy(sums[row], count, sums[row], 0, filled[row]);
        System.arraycopy(squares[row], count, squares[row], 0, filled[row]);
    }

    private void dropOldest() {
        int row = oldestRow();
        long count = 1L << row;
        width -= count;
        total -= sums[row][0];
        deviations -= squares[row][0] + squareBetween(count, sums[row][0], width, total);
        removeOldest(row, 1);
    }

    private int oldestRow() {
        int row = ROWS - 1;
        while (filled[row] == 0) {
            row--;
        }
        return row;
    }

    /** Whether some cut between buckets leaves two parts whose means differ by more than chance allows. */
    private boolean partsDiffer() {
        long older = 0;
        double ofOlder = 0;
        for (int row = oldestRow(); row >= 0; row--) {
            for (int bucket = 0; bucket < filled[row]; bucket++) {
                older += 1L << row;
                ofOlder += sums[row][bucket];
                long newer = width - older;
                if (newer < FEWEST) {
                    return false;
                }
                double difference = Math.abs(ofOlder / older - (total - ofOlder) / newer);
                if (older >= FEWEST && difference > allowed(older, newer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private double allowed(double older, double newer) {
        double variance = Math.max(0, deviations / width);
        double logarithm = Math.log(2 * Math.log(width) / delta);
        double inverse = 1 / older + 1 / newer;
        return Math.sqrt(2 * inverse * variance * logarithm) + 2.0 / 3 * inverse * logarithm;
    }

    /** What the squared deviations of two groups together exceed those of each alone by. */
    private static double squareBetween(double n, double sum, double m, double otherSum) {
        double difference = sum / n - otherSum / m;
        return difference * difference * n * m / (n + m);
    }
}
