package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** A number of pods or a percentage of them, as a rolling update's limits are given; both default to 25 %. */
final class Share {
    private static final String DEFAULT = "25%";

    private Share() {}

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

    static int of(int replicas, @Nullable IntOrString value, boolean roundUp) {
        String text = text(value);
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        int percent = Integer.parseInt(text.substring(0, text.length() - 1));
        return Math.floorDiv(replicas * percent + (roundUp ? 99 : 0), 100);
    }

    private static String text(@Nullable IntOrString value) {
        if (value == null) {
            return DEFAULT;
        }
        return value.getStrVal() != null ? value.getStrVal() : String.valueOf(value.getIntVal());
    }
}
