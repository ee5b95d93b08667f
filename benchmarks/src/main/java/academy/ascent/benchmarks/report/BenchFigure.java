package academy.ascent.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure and what was asked of it.
 *
 * @param least the target's lower bound, null without
 * @param most the target's upper bound, null without
 */
public record BenchFigure(
        String name,
        String unit,
        double value,
        @Nullable Double least,
        @Nullable Double most) {
    /** A figure that is only told. */
    public static BenchFigure of(String name, String unit, double value) {
        return new BenchFigure(name, unit, value, null, null);
    }

    public BenchFigure atMost(double bound) {
        return new BenchFigure(name, unit, value, least, bound);
    }

    public BenchFigure atLeast(double bound) {
        return new BenchFigure(name, unit, value, bound, most);
    }

    /** Whether a bound is not kept; a figure without bounds misses nothing. */
    @JsonProperty
    public boolean missed() {
        return least != null && value < least || most != null && value > most;
    }

    /** For a person. */
    public String line() {
        String target = (least == null ? "" : " ≥ " + least) + (most == null ? "" : " ≤ " + most);
        return String.format(
                Locale.ROOT,
                "%-80s %10.4g %-8s%s",
                name,
                value,
                unit,
                target.isEmpty() ? "" : target + (missed() ? " MISSED" : " met"));
    }
}
