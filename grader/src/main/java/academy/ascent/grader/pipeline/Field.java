package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Value;
import java.util.List;
import java.util.regex.Pattern;

/** Fields of a message as Protocol Buffers' JSON mapping has them: in camel case, or as the message's own file names them. */
final class Field {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private Field() {}

    static Value of(Value message, String... path) {
        Value value = message;
        for (String name : path) {
            Value camel = value.get(name);
            value = camel.isAbsent() ? value.get(snake(name)) : camel;
        }
        return value;
    }

    /** The first key of a message that is none of these fields, or an empty text. */
    static String unknown(Value message, List<String> fields) {
        return message.entries().keySet().stream()
                .filter(key -> !fields.contains(key)
                        && fields.stream().noneMatch(field -> snake(field).equals(key)))
                .findFirst()
                .orElse("");
    }

    private static String snake(String name) {
        return CAPITAL.matcher(name).replaceAll(match -> "_" + match.group().toLowerCase(java.util.Locale.ROOT));
    }
}
