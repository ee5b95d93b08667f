package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file beside this class, in which <code>${name}</code> stands for a value.
 *
 * @param text the file's text
 */
record Template(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern VALUE = Pattern.compile("[-+=._:/@A-Za-z0-9]+");
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");

    /** The template of a name, without its ending. */
    static Template named(String name) {
        try (InputStream file = Template.class.getResourceAsStream(name + ".yaml")) {
            if (file == null) {
                throw new IllegalStateException("There is no template " + name);
            }
            return new Template(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The text with its placeholders filled in.
     *
     * @param values exactly those that the text names, each one word, so that none can change the text's structure
     */
    String fill(Map<String, String> values) {
        Set<String> unused = new HashSet<>(values.keySet());
        String filled = PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            unused.remove(placeholder.group(1));
            return Matcher.quoteReplacement(value(placeholder, values));
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("The template has no place for " + unused);
        }
        return filled;
    }

    private static String value(MatchResult placeholder, Map<String, String> values) {
        String name = placeholder.group(1);
        String value = values.getOrDefault(name, "");
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("No value, or not one word, for " + name + ": \"" + value + "\"");
        }
        return value;
    }

    /** The objects of the filled text, one a document. */
    List<HasMetadata> objects(Map<String, String> values) {
        return Arrays.stream(SEPARATOR.split(fill(values)))
                .<HasMetadata>map(Serialization::unmarshal)
                .toList();
    }

    /** The object of a text that has one document. */
    <T extends HasMetadata> T object(Class<T> type, Map<String, String> values) {
        return Serialization.unmarshal(fill(values), type);
    }
}
