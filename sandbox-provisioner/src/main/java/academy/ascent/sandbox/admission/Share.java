package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** A number of pods or a percentage of them, as a rolling update's limits are given; both default to 25 %. */
public record Share(int amount, boolean percent) {
    private static final String DEFAULT = "25%";

    /** So many, of however many. */
    public static Share pods(int amount) {
        return new Share(amount, false);
    }

    /** Reads a value that was checked. */
    static Share read(@Nullable IntOrString value) {
        String text = text(value);
        boolean percent = text.endsWith("%");
        return new Share(Integer.parseInt(percent ? text.substring(0, text.length() - 1) : text), percent);
    }

    /** Notes what is wrong with the value and tells whether it is more than zero. */
    static boolean check(String field, @Nullable IntOrString value, Findings findings) {
        String text = text(value);
        if (!text.matches("\\d{1,6}%?")) {
            findings.invalid(
                    field,
                    text,
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%',"
                            + " regex used for validation is '[0-9]+%')");
            return true;
        }
        return !text.matches("0+%?");
    }

    /** How many pods of so many that is. */
    int of(int replicas, boolean roundUp) {
        return percent ? Math.floorDiv(replicas * amount + (roundUp ? 99 : 0), 100) : amount;
    }

    private static String text(@Nullable IntOrString value) {
        if (value == null) {
            return DEFAULT;
        }
        return value.getStrVal() != null ? value.getStrVal() : String.valueOf(value.getIntVal());
    }
}
