package academy.ascent.benchmarks.drift;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One figure: the median over rounds and how far it went.
 *
 * @param atLeast the target's lower bound; null without
 * @param atMost the target's upper bound; null without
 */
record DriftFigure(
        String name,
        String unit,
        double median,
        double least,
        double most,
        int rounds,
        @Nullable Double atLeast,
        @Nullable Double atMost) {
    static DriftFigure of(String name, String unit, DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new DriftFigure(name, unit, median, sorted[0], sorted[sorted.length - 1], sorted.length, null, null);
    }

    DriftFigure within(@Nullable Double lower, @Nullable Double upper) {
        return new DriftFigure(name, unit, median, least, most, rounds, lower, upper);
    }

    /** Whether the median reaches the target; null without one. */
    @JsonProperty
    @Nullable
    Boolean met() {
        if (atLeast == null && atMost == null) {
            return null;
        }
        return (atLeast == null || median >= atLeast) && (atMost == null || median <= atMost);
    }

    /** One line of the table. */
    String line() {
        String target = (atLeast == null ? "" : "≥ " + atLeast + " ") + (atMost == null ? "" : "≤ " + atMost + " ");
        Boolean met = met();
        return String.format(
                Locale.ROOT,
                "%-62s %12.6g %-8s %10.4g … %-10.4g %s%s",
                name,
                median,
                unit,
                least,
                most,
                target,
                met == null ? "" : met ? "met" : "MISSED");
    }
}
