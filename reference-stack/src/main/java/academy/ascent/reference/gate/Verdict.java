package academy.ascent.reference.gate;

import java.util.Locale;

/** How a gate ended. */
public enum Verdict {
    PASSED,
    FAILED,
    /** What was seen suffices for neither. */
    UNDECIDED;

    /** Its name as answers and pages write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
