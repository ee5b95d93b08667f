package academy.ascent.reference.drift;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes rows at random, each with the same probability, so that on average no more than a bound are taken a second.
 *
 * <p>Whether a row is taken depends on its number and the seed alone, by the finaliser of SplitMix64 (G. Steele,
 * D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): never on its values, and not on
 * any period of the traffic. Safe for use by several threads.
 */
final class Sampler {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long SHORTEST_NANOS = 100_000_000;

    private final long seed;
    private final double mostPerSecond;
    private final AtomicLong seen = new AtomicLong();
    private volatile long bar = Long.MAX_VALUE;
    private long lastSeen;
    private long lastNanos;

    /** A sampler that starts at {@code nanos}, taking every row until it has {@linkplain #adjust measured} the rate. */
    Sampler(long seed, double mostPerSecond, long nanos) {
        this.seed = seed;
        this.mostPerSecond = mostPerSecond;
        lastNanos = nanos;
    }

    /** Whether the next row is taken. */
    boolean takes() {
        return mix(seed + GOLDEN_GAMMA * seen.incrementAndGet()) >>> 1 <= bar;
    }

    /** How many rows there were. */
    long seen() {
        return seen.get();
    }

    /** Sets the probability by the rate since the last time; for one thread. */
    void adjust(long nanos) {
        long elapsed = nanos - lastNanos;
        if (elapsed < SHORTEST_NANOS) {
            return;
        }
        long now = seen.get();
        double rate = (now - lastSeen) * 1e9 / elapsed;
        bar = rate <= mostPerSecond ? Long.MAX_VALUE : (long) (mostPerSecond / rate * Long.MAX_VALUE);
        lastSeen = now;
        lastNanos = nanos;
    }

    private static long mix(long value) {
        long once = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ once >>> 27) * 0x94D049BB133111EBL;
        return twice ^ twice >>> 31;
    }
}
