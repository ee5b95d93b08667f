package academy.ascent.grader.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A measured number.
 *
 * @param name for example {@code p95}
 * @param unit for example {@code ms}, {@code %} or {@code requests}
 * @param low the lower end of its interval, or null
 * @param high the upper end of its interval, or null
 * @param target what was asked, or null
 * @param relation how value and target must stand
 */
public record Measurement(
        String name,
        double value,
        String unit,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double target,
        Relation relation) {

    /** How a value must stand to its target. */
    public enum Relation {
        @JsonProperty("at-most")
        AT_MOST,
        @JsonProperty("at-least")
        AT_LEAST,
        @JsonProperty("none")
        NONE
    }

    /** A number without a target. */
    public static Measurement plain(String name, double value, String unit) {
        return new Measurement(name, value, unit, null, null, null, Relation.NONE);
    }

    public Measurement {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not a finite number");
        }
    }
}
