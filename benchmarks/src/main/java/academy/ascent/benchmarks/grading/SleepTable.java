package academy.ascent.benchmarks.grading;

import java.util.concurrent.locks.LockSupport;

/**
 * Quantiles of a shifted exponential distribution: a least sleep, and a tail as services have it.
 *
 * @param nanos each as probable as the others, in rising order
 */
record SleepTable(long[] nanos) {

    /**
     * @param leastMillis below which no sleep is
     * @param p95Millis below which 95 % are
     */
    static SleepTable of(double leastMillis, double p95Millis, int size) {
        if (leastMillis < 0 || p95Millis < leastMillis) {
            throw new IllegalArgumentException("sleeps from " + leastMillis + " ms with a p95 of " + p95Millis + " ms");
        }
        double mean = (p95Millis - leastMillis) / -Math.log(0.05);
        long[] nanos = new long[size];
        for (int i = 0; i < size; i++) {
            nanos[i] = (long) ((leastMillis - mean * Math.log(1 - (i + 0.5) / size)) * 1e6);
        }
        return new SleepTable(nanos);
    }

    /** Sleeps at least as long as an entry says. */
    void sleep(int entry) throws InterruptedException {
        long end = System.nanoTime() + nanos[entry];
        long left = nanos[entry];
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = end - System.nanoTime();
        }
    }
}
