package academy.ascent.reference.drift;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of each category of a column, so that {@code 3}, {@code 3.0} and {@code "3"} are the same one where
 * the reference data hold numbers, and {@code True} and {@code 1} are the same where they are truth values.
 *
 * @param numbers whether the reference data hold numbers
 * @param truths whether the model takes truth values
 */
record Categories(boolean numbers, boolean truths) {
    private static final int LONGEST = 100;
    private static final String[] SMALL = new String[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = Integer.toString(i);
        }
    }

    /** The category of a number; null for none. */
    @Nullable
    String of(double number) {
        if (Double.isNaN(number)) {
            return null;
        }
        if (truths && !numbers) {
            return number == 0 ? "false" : "true";
        }
        return spelled(number);
    }

    /** The category of a text; null for none. */
    @Nullable
    String of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (numbers) {
            try {
                return spelled(Double.parseDouble(text));
            } catch (NumberFormatException _) {
                return cut(text);
            }
        }
        return truths ? text.toLowerCase(Locale.ROOT) : cut(text);
    }

    /** A number's usual spelling: {@code 3} for a whole one. */
    static String spelled(double number) {
        long whole = (long) number;
        if (whole != number) {
            return Double.toString(number);
        }
        return whole >= 0 && whole < SMALL.length ? SMALL[(int) whole] : Long.toString(whole);
    }

    /** What comes after so many characters does not tell categories apart. */
    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
