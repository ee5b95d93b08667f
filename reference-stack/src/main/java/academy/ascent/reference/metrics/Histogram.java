package academy.ascent.reference.metrics;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/** Durations in cumulative buckets; writing to it is thread-safe and allocates nothing. */
public final class Histogram {
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

    /** Counts one duration, in nanoseconds. */
    public void record(long nanos) {
        int bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sumNanos.add(nanos);
    }

    void clear() {
        for (LongAdder count : counts) {
            count.reset();
        }
        sumNanos.reset();
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
