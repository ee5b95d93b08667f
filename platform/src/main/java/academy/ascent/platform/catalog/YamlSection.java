package academy.ascent.platform.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping read strictly: every key known, once, and of its type; no object is ever made from a tag.
 *
 * <p>Every reading method throws {@link ContentException}, which names the file, the line and the key.
 */
final class YamlSection {
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final Set<Tag> TEXTS = Set.of(Tag.STR);

    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, Node> entries;

    private YamlSection(String file, String path, Node node, Set<String> known) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.entries = entries(known);
    }

    /**
     * Reads a file with one document.
     *
     * @param name how messages call the file
     */
    static YamlSection read(Path file, String name, String... known) {
        try {
            return parse(name, Files.readString(file), known);
        } catch (CharacterCodingException e) {
            throw new ContentException(name + ": is not UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            throw new ContentException(name + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static YamlSection parse(String name, String text, String... known) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0);
        try {
            var root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new ContentException(name + ":1: the document is empty; describe the level in it");
            }
            return new YamlSection(name, "", root, Set.of(known));
        } catch (MarkedYAMLException e) {
            var line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ContentException(name + ":" + line + ": is not valid YAML (" + e.getProblem() + "); mend it", e);
        } catch (YAMLException e) {
            throw new ContentException(name + ": is not usable YAML (" + e.getMessage() + "); mend it", e);
        }
    }

    private Map<String, Node> entries(Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(node, path, "must be a mapping (key: value)");
        }
        var read = new LinkedHashMap<String, Node>();
        for (var tuple : mapping.getValue()) {
            var key = scalar(tuple.getKeyNode(), path);
            if (!known.contains(key)) {
                throw problem(
                        tuple.getKeyNode(),
                        join(key),
                        "is not known here; remove it or use one of "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
            if (read.putIfAbsent(key, tuple.getValueNode()) != null) {
                throw problem(tuple.getKeyNode(), join(key), "stands twice; remove one");
            }
        }
        return read;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** A text that is not blank, on one line or folded. */
    String text(String key) {
        return text(required(key), join(key));
    }

    private String text(Node value, String where) {
        var text = scalar(value, where).strip();
        if (!TEXTS.contains(value.getTag()) || text.isEmpty()) {
            throw problem(value, where, "must be a text that is not empty; put it in quotes if it looks like a number");
        }
        return text;
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A text that matches a pattern; {@code rule} says the pattern in words. */
    String text(String key, String pattern, String rule) {
        var text = text(key);
        if (!text.matches(pattern)) {
            throw problem(key, "is '" + text + "'; " + rule);
        }
        return text;
    }

    long integer(String key, long least, long most) {
        var value = required(key);
        try {
            var number = Tag.INT.equals(value.getTag()) ? Long.parseLong(scalar(value, join(key))) : Long.MIN_VALUE;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Written in another base or too long: the message below says what is taken.
        }
        throw problem(key, "must be a whole number from " + least + " to " + most);
    }

    /** {@code true} or {@code false}; absent means false. */
    boolean flag(String key) {
        return has(key) && requiredFlag(key);
    }

    boolean requiredFlag(String key) {
        var text = scalar(required(key), join(key));
        if (!text.equals("true") && !text.equals("false")) {
            throw problem(key, "must be true or false");
        }
        return text.equals("true");
    }

    /** A list of texts with at least one. */
    List<String> texts(String key) {
        return list(key, value -> text(value, join(key)));
    }

    List<YamlSection> sections(String key, String... known) {
        return list(key, value -> new YamlSection(file, join(key), value, Set.of(known)));
    }

    YamlSection section(String key, String... known) {
        return new YamlSection(file, join(key), required(key), Set.of(known));
    }

    private <T> List<T> list(String key, Function<Node, T> reader) {
        if (!(required(key) instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()) {
            throw problem(key, "must be a list with at least one entry (- …)");
        }
        var read = new ArrayList<T>();
        sequence.getValue().forEach(value -> read.add(reader.apply(value)));
        return List.copyOf(read);
    }

    /** The exception for a key of this section. */
    ContentException problem(String key, String what) {
        return problem(entries.get(key), join(key), what);
    }

    private ContentException problem(@Nullable Node at, String where, String what) {
        var line = (at == null ? node : at).getStartMark().getLine() + 1;
        return new ContentException(file + ":" + line + ": " + (where.isEmpty() ? "the document" : where) + " " + what);
    }

    private Node required(String key) {
        var value = entries.get(key);
        if (value == null) {
            throw problem(key, "is missing; add it");
        }
        return value;
    }

    private String scalar(Node value, String where) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(value, where, "must be a single value");
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
