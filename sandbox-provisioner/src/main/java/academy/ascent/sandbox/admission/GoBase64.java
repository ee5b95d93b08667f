package academy.ascent.sandbox.admission;

import java.util.Base64;
import java.util.OptionalInt;

/** Base64 as the API server reads it: line breaks may stand anywhere, padding must be there. */
final class GoBase64 {
    private static final int QUANTUM = 4;

    private final String text;
    private int at;

    private GoBase64(String text) {
        this.text = text;
    }

    /** Where a text stops being Base64, counted in bytes as the API server counts them; empty if it never does. */
    static OptionalInt corrupt(String text) {
        GoBase64 reader = new GoBase64(text);
        while (reader.skipBreaks()) {
            for (int digit = 0; digit < QUANTUM; digit++) {
                if (!reader.skipBreaks()) {
                    return OptionalInt.of(reader.at - digit);
                }
                char next = text.charAt(reader.at++);
                if (next == '=') {
                    return reader.padding(digit);
                }
                if (!isDigit(next)) {
                    return OptionalInt.of(reader.at - 1);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** What follows the first padding character must be the end, or one more where two digits are missing. */
    private OptionalInt padding(int digit) {
        if (digit < 2) {
            return OptionalInt.of(at - 1);
        }
        if (digit == 2) {
            if (!skipBreaks()) {
                return OptionalInt.of(text.length());
            }
            if (text.charAt(at) != '=') {
                return OptionalInt.of(at - 1);
            }
            at++;
        }
        return skipBreaks() ? OptionalInt.of(at) : OptionalInt.empty();
    }

    private boolean skipBreaks() {
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            at++;
        }
        return at < text.length();
    }

    private static boolean isDigit(char letter) {
        return letter < 128 && (Character.isLetterOrDigit(letter) || letter == '+' || letter == '/');
    }

    /** The same value without line breaks. */
    static String canonical(String text) {
        return Base64.getEncoder().encodeToString(Base64.getMimeDecoder().decode(text));
    }
}
