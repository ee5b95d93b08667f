package academy.ascent.grader.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** When requests are meant to start, in nanoseconds from the start of the run, never falling. */
public final class Schedule {
    private final long[] starts;

    private Schedule(long[] starts) {
        this.starts = starts;
    }

    /** Independent arrivals at a steady rate: exponential gaps, drawn from the seed. */
    public static Schedule poisson(double ratePerSecond, Duration length, long seed) {
        return poisson(Rate.steady(ratePerSecond, length), seed);
    }

    /** Independent arrivals at a rate that changes, drawn from the seed. */
    public static Schedule poisson(Rate rate, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double end = rate.expected();
        long[] starts = new long[16];
        int size = 0;
        for (double at = gap(random); at < end; at += gap(random)) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
            }
            starts[size++] = rate.nanos(at);
        }
        return new Schedule(Arrays.copyOf(starts, size));
    }

    private static double gap(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    /** Equal gaps. */
    public static Schedule constant(double ratePerSecond, Duration length) {
        return constant(Rate.steady(ratePerSecond, length));
    }

    /** Gaps that change as the rate does, without chance. */
    public static Schedule constant(Rate rate) {
        int size = (int) Math.round(rate.expected());
        return new Schedule(IntStream.range(0, size).mapToLong(rate::nanos).toArray());
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
