package academy.ascent.platform.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The title and attributes at the head of an AsciiDoc file, up to the first blank line.
 *
 * @param title empty where the file does not begin with one
 * @param attributes by name, values stripped
 */
public record LessonHeader(String title, Map<String, String> attributes) {
    private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z][a-z-]*):\\s*(.*)");

    public LessonHeader {
        attributes = Map.copyOf(attributes);
    }

    /** Reads the head of a file; what is not there is simply absent. */
    public static LessonHeader read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new ContentException(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ")", e);
        }
    }

    /** Reads the head of a text; what is not there is simply absent. */
    public static LessonHeader parse(String text) {
        var title = "";
        var attributes = new LinkedHashMap<String, String>();
        for (var line : text.lines().takeWhile(line -> !line.isBlank()).toList()) {
            var attribute = ATTRIBUTE.matcher(line);
            if (line.startsWith("= ")) {
                title = line.substring(2).strip();
            } else if (attribute.matches()) {
                attributes.put(attribute.group(1), attribute.group(2).strip());
            }
        }
        return new LessonHeader(title, attributes);
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isEmpty());
    }

    /** An attribute that lists several things, separated by semicolons. */
    public List<String> list(String name) {
        return Arrays.stream(attributes.getOrDefault(name, "").split(";"))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
