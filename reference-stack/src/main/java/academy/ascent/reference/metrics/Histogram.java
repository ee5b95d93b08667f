package academy.ascent.reference.metrics;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/** Durations in cumulative buckets; writing to it is thread-safe and allocates nothing. */
public final class Histogram {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final long[] boundsNanos;
    private final LongAdder[] counts;
    private final LongAdder sumNanos = new LongAdder();

    Histogram(long... boundsNanos) {
        this.boundsNanos = boundsNanos.clone();
        counts = new LongAdder[boundsNanos.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** For whole requests: half a millisecond to ten seconds. */
    static Histogram ofRequests() {
        return new Histogram(
                500 * MICRO,
                MILLI,
                2_500 * MICRO,
                5 * MILLI,
                10 * MILLI,
                25 * MILLI,
                50 * MILLI,
                100 * MILLI,
                250 * MILLI,
                500 * MILLI,
                SECOND,
                2_500 * MILLI,
                5 * SECOND,
                10 * SECOND);
    }

    /** For a model's own runs: a few microseconds to a second. */
    static Histogram ofRuns() {
        return new Histogram(
                5 * MICRO,
                10 * MICRO,
                25 * MICRO,
                50 * MICRO,
                100 * MICRO,
                250 * MICRO,
                500 * MICRO,
                MILLI,
                2_500 * MICRO,
                5 * MILLI,
                10 * MILLI,
                25 * MILLI,
                100 * MILLI,
                SECOND);
    }

    /** Counts one duration, in nanoseconds. */
    public void record(long nanos) {
        int bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sumNanos.add(nanos);
    }

    long count() {
        long count = 0;
        for (LongAdder bucket : counts) {
            count += bucket.sum();
        }
        return count;
    }

    void write(Exposition page, String name, String labels) {
        long cumulative = 0;
        for (int i = 0; i < boundsNanos.length; i++) {
            cumulative += counts[i].sum();
            page.sample(name + "_bucket", labels + ",le=\"" + seconds(boundsNanos[i]) + "\"", cumulative);
        }
        cumulative += counts[boundsNanos.length].sum();
        page.sample(name + "_bucket", labels + ",le=\"+Inf\"", cumulative);
        page.sample(name + "_sum", labels, sumNanos.sum() / 1e9);
        page.sample(name + "_count", labels, cumulative);
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }
}
