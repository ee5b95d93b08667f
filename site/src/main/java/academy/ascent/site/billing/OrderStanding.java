package academy.ascent.site.billing;

/** Where an order stands, in a sign and a word. */
public enum OrderStanding {
    WAITING("…", "waiting for payment", "undecided"),
    PAID("✓", "paid", "passed"),
    CANCELLED("×", "cancelled", "skipped"),
    EXPIRED("×", "expired", "skipped"),
    IN_QUESTION("!", "we are looking into it", "failed");

    private final String sign;
    private final String word;
    private final String tone;

    OrderStanding(String sign, String word, String tone) {
        this.sign = sign;
        this.word = word;
        this.tone = tone;
    }

    public String sign() {
        return sign;
    }

    public String word() {
        return word;
    }

    /** The class of the tag that shows it. */
    public String tone() {
        return tone;
    }
}
