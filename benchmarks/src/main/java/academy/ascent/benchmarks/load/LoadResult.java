package academy.ascent.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of a load; every answer in it was checked.
 *
 * @param latency in nanoseconds
 */
public record LoadResult(long answers, Duration length, Histogram latency) {
    /** Answers a second. */
    public double throughput() {
        return answers / (length.toNanos() / 1e9);
    }

    /** The latency in microseconds below which so many of a hundred answers stay. */
    public double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }
}
