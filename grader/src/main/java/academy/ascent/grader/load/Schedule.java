package academy.ascent.grader.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** When requests are meant to start, in nanoseconds from the start of the run, never falling. */
public final class Schedule {
    private final long[] starts;

    private Schedule(long[] starts) {
        this.starts = starts;
    }

    /** Independent arrivals: exponential gaps, drawn from the seed. */
    public static Schedule poisson(double ratePerSecond, Duration length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long end = length.toNanos();
        long[] starts = new long[16];
        int size = 0;
        double at = 0;
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / ratePerSecond * 1e9;
            if (at >= end) {
                return new Schedule(Arrays.copyOf(starts, size));
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
            }
            starts[size++] = (long) at;
        }
    }

    /** Equal gaps. */
    public static Schedule constant(double ratePerSecond, Duration length) {
        int size = (int) Math.round(ratePerSecond * length.toNanos() / 1e9);
        long[] starts = new long[size];
        for (int i = 0; i < size; i++) {
            starts[i] = (long) (i / ratePerSecond * 1e9);
        }
        return new Schedule(starts);
    }

    /** How many requests are meant. */
    public int size() {
        return starts.length;
    }

    /** When a request is meant to start. */
    public long nanos(int index) {
        return starts[index];
    }
}
