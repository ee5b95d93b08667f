package academy.ascent.reference.data;

/** What one cell holds. */
enum Cell {
    MISSING,
    NUMBER,
    INFINITE,
    TEXT;

    /** An empty cell is missing, and so is {@code nan}, which is how data frames write it. */
    static Cell of(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
            return MISSING;
        }
        if (!isPlain(text)) {
            return text.matches("[-+]?(?i:inf|infinity)") ? INFINITE : TEXT;
        }
        try {
            return Double.isFinite(Double.parseDouble(text)) ? NUMBER : INFINITE;
        } catch (NumberFormatException _) {
            return TEXT;
        }
    }

    /** Java would read {@code 1d}, {@code 0x1p3} and numbers between blanks too. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.-+eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
