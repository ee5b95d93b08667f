package academy.ascent.site.cohort;

import java.util.Locale;

/** Where a learner stands in a lab, as a sign, a word and a colour. */
public enum Mark {
    PASSED("✓", "Passed"),
    FAILED("✕", "Failed"),
    REFUSED("⊘", "Refused"),
    INCONCLUSIVE("~", "Inconclusive"),
    FAULTED("!", "Faulted"),
    IN_REVIEW("✎", "In review"),
    LATE("◷", "Too late to count"),
    OPEN("…", "Being graded"),
    NONE("", "Not handed in");

    private final String sign;
    private final String word;

    Mark(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    public String sign() {
        return sign;
    }

    public String word() {
        return word;
    }

    /** The name in addresses and style sheets. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
