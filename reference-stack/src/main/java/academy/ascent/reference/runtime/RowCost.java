package academy.ascent.reference.runtime;

/**
 * What a model's inference of one row takes at present: an estimate of the median, which one run that was held up, or
 * another that found everything in the cache, hardly moves.
 */
final class RowCost {
    /** How far one run moves the estimate. */
    private static final double STEP = 1 / 16.0;

    private volatile double nanos;

    RowCost(double nanos) {
        this.nanos = nanos;
    }

    /** A run of so many rows took so long. Threads may overwrite each other's update: an estimate loses nothing by it. */
    void ran(long runNanos, int rows) {
        double now = nanos;
        double seen = (double) runNanos / Math.max(rows, 1);
        nanos = now == Double.POSITIVE_INFINITY ? seen : seen > now ? now * (1 + STEP) : now * (1 - STEP);
    }

    /** In nanoseconds; infinite as long as nothing has run. */
    double of(int rows) {
        return nanos * rows;
    }
}
