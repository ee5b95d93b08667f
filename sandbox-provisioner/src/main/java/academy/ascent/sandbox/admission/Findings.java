package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects why an object is refused. */
final class Findings {
    private final String path;
    private final String object;
    private final String above;
    private final List<Refusal> reasons;

    Findings(String path, String object) {
        this(path, object, "", new ArrayList<>());
    }

    private Findings(String path, String object, String above, List<Refusal> reasons) {
        this.path = path;
        this.object = object;
        this.above = above;
        this.reasons = reasons;
    }

    /**
     * The same collection for rules of what lies deeper in this object than in one of its own.
     *
     * @param field what stands before every field of the specification, with the dot
     */
    Findings below(String field) {
        return new Findings(path, object, above + field, reasons);
    }

    void add(String message) {
        reasons.add(new Refusal(path, object, message.startsWith("spec.") ? above + message : message));
    }

    void required(String field) {
        add(field + ": Required value");
    }

    void invalid(String field, Object value, String why) {
        String shown = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        add(field + ": Invalid value: " + shown + ": " + why);
    }

    void unsupported(String field, String value, String supported) {
        add(field + ": Unsupported value: \"" + value + "\": supported values: " + supported);
    }

    void notOffered(String field, String instead) {
        add(field + ": not offered in this sandbox; " + instead);
    }

    void notNegative(String field, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            invalid(field, value, "must be greater than or equal to 0");
        }
    }

    boolean any() {
        return !reasons.isEmpty();
    }

    List<Refusal> reasons() {
        return List.copyOf(reasons);
    }
}
