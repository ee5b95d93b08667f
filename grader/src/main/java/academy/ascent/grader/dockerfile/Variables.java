package academy.ascent.grader.dockerfile;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-word}} and {@code ${NAME:+word}}. */
public final class Variables {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::([-+])([^{}$]*))?\\})");

    private Variables() {}

    /** The text with every variable replaced that has a value; what has none stays as it is written. */
    public static String replace(String text, Map<String, String> values) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            String value = values.getOrDefault(name, "");
            String operator = matcher.group(3) == null ? "" : matcher.group(3);
            String result = switch (operator) {
                case "-" -> value.isEmpty() ? matcher.group(4) : value;
                case "+" -> value.isEmpty() ? "" : matcher.group(4);
                default -> value.isEmpty() ? matcher.group() : value;
            };
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(result));
        }
        return matcher.appendTail(replaced).toString();
    }
}
