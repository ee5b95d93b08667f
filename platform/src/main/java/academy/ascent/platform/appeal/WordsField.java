package academy.ascent.platform.appeal;

import academy.ascent.site.web.Field;
import java.util.regex.Pattern;

/** A field for some sentences, checked. */
final class WordsField {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    private WordsField() {}

    static Field checked(Field field, String typed, int most) {
        var text = typed.strip();
        var filled = field.value(text);
        if (text.isEmpty()) {
            return filled.error("Write something first.");
        }
        if (text.length() > most) {
            return filled.error("It has " + text.length() + " characters: take at most " + most + ".");
        }
        return CONTROL.matcher(text).find() ? filled.error("It has control characters. Take them out.") : filled;
    }
}
