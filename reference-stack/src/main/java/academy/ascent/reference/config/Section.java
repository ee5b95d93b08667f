package academy.ascent.reference.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file whose keys are all known and appear once. */
final class Section {
    private final Path file;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    Section(Path file, String path, Node node, Set<String> known) {
        this.file = file;
        this.path = path;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            throw InvalidConfig.at(file, line, here() + " must be a mapping with the keys " + sorted(known));
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = keyOf(tuple);
            int keyLine = lineOf(tuple.getKeyNode());
            if (!known.contains(key)) {
                throw InvalidConfig.at(
                        file, keyLine, "unknown key \"" + key + "\" in " + here() + "; known are " + sorted(known));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw InvalidConfig.at(file, keyLine, "the key \"" + key + "\" stands twice in " + here());
            }
            lines.put(key, keyLine);
        }
    }

    Source source() {
        return new Source(file, line, lines);
    }

    InvalidConfig fault(String key, String problem) {
        return source().fault(key, problem);
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<String> text(String key) {
        return node(key).map(value -> text(value, name(key)));
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> fault(key, here() + " has no \"" + key + "\"; add it"));
    }

    int requiredNumber(String key, int least, int greatest) {
        if (node(key).isEmpty()) {
            throw fault(key, here() + " has no \"" + key + "\"; add it");
        }
        return wholeNumber(key, least, greatest, least);
    }

    int wholeNumber(String key, int least, int greatest, int otherwise) {
        Optional<Node> value = node(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        String wanted = name(key) + " must be a whole number from " + least + " to " + greatest;
        if (!(value.get() instanceof ScalarNode scalar)
                || !scalar.getTag().equals(Tag.INT)
                || !scalar.getValue().matches("\\d{1,9}")) {
            throw fault(key, wanted);
        }
        int number = Integer.parseInt(scalar.getValue());
        if (number < least || number > greatest) {
            throw fault(key, wanted + ", not " + number);
        }
        return number;
    }

    double decimal(String key, double least, double greatest, double otherwise) {
        Optional<Node> value = node(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        String wanted = name(key) + " must be a number from " + least + " to " + greatest;
        if (!(value.get() instanceof ScalarNode scalar)
                || !(scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                || !scalar.getValue().matches("-?\\d{1,15}(\\.\\d{1,15})?([eE][-+]?\\d{1,3})?")) {
            throw fault(key, wanted);
        }
        double number = Double.parseDouble(scalar.getValue());
        if (!(number >= least && number <= greatest)) {
            throw fault(key, wanted + ", not " + scalar.getValue());
        }
        return number;
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Node> value = node(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(value.get() instanceof ScalarNode scalar) || !scalar.getValue().matches("true|false")) {
            throw fault(key, name(key) + " must be true or false");
        }
        return scalar.getValue().equals("true");
    }

    Duration duration(String key, Duration otherwise) {
        return text(key)
                .map(value -> TimeSpan.parse(value)
                        .orElseThrow(() -> fault(
                                key,
                                name(key) + " must be a duration such as 0s, 500ms, 30s, 5m, not \"" + value + "\"")))
                .orElse(otherwise);
    }

    /** A size in bytes, written as {@code 64KiB}, {@code 8MiB} or {@code 1GiB}. */
    long bytes(String key, long least, long greatest, long otherwise) {
        long size = text(key).map(value -> bytes(key, value)).orElse(otherwise);
        if (size < least || size > greatest) {
            throw fault(key, name(key) + " must be from " + least + " to " + greatest + " bytes, not " + size);
        }
        return size;
    }

    private long bytes(String key, String value) {
        if (!value.matches("\\d{1,6}(B|KiB|MiB|GiB)")) {
            throw fault(key, name(key) + " must be a size such as 64KiB, 8MiB or 1GiB, not \"" + value + "\"");
        }
        int shift = switch (value.replaceAll("\\d", "")) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return Long.parseLong(value.replaceAll("\\D", "")) << shift;
    }

    /** The mapping under a key, whatever its own keys. */
    Optional<Section> mapping(String key) {
        return node(key).map(value -> new Section(file, name(key), value, keysOf(value)));
    }

    private static Set<String> keysOf(Node node) {
        Set<String> keys = new TreeSet<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> keys.add(keyOf(tuple)));
        }
        return keys;
    }

    private static String keyOf(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    /** The keys that are there, in the file's order. */
    Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** A constant of the enum under each key of the mapping under a key; none where it is left out. */
    <E extends Enum<E>> Map<String, E> choices(String key, Class<E> type) {
        Map<String, E> choices = new HashMap<>();
        mapping(key)
                .ifPresent(given -> given.keys()
                        .forEach(each -> choices.put(each, given.choice(each, type, type.getEnumConstants()[0]))));
        return Map.copyOf(choices);
    }

    /** One of the enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        int place = names.indexOf(value.get());
        if (place < 0) {
            throw fault(key, name(key) + " \"" + value.get() + "\" is unknown; choose one of " + names);
        }
        return type.getEnumConstants()[place];
    }

    /** The mapping under a key. */
    Optional<Section> section(String key, Set<String> known) {
        return node(key).map(value -> new Section(file, name(key), value, known));
    }

    /** The mappings listed under a key; none where it is left out. */
    List<Section> sections(String key, Set<String> known) {
        List<Section> sections = new ArrayList<>();
        for (Node item : node(key).map(value -> items(key, value)).orElse(List.of())) {
            sections.add(new Section(file, name(key) + "[" + sections.size() + "]", item, known));
        }
        return sections;
    }

    /** A list of texts without a repetition; empty where the key is left out, never where it is there. */
    List<String> texts(String key) {
        Optional<Node> value = node(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node item : items(key, value.get())) {
            String text = text(item, name(key) + "[" + texts.size() + "]");
            if (texts.contains(text)) {
                throw InvalidConfig.at(file, lineOf(item), name(key) + " has \"" + text + "\" twice");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** A text, or a list of texts without a repetition. */
    List<String> oneOrMoreTexts(String key) {
        return node(key).filter(value -> value instanceof SequenceNode).isPresent()
                ? texts(key)
                : List.of(requiredText(key));
    }

    /** A text, a number or a truth value, as it is written. */
    Optional<String> scalar(String key) {
        return node(key).map(value -> {
            if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                return scalar.getValue();
            }
            throw fault(key, name(key) + " must be text, a number, true or false");
        });
    }

    /** All that stands in this mapping, as text that tells nothing of its place in the file. */
    String declaration() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> describe(key, value, text));
        return text.toString();
    }

    private static void describe(String key, Node node, StringBuilder text) {
        text.append(key.length()).append(':').append(key);
        switch (node) {
            case ScalarNode scalar ->
                text.append(scalar.getTag())
                        .append(scalar.getValue().length())
                        .append(':')
                        .append(scalar.getValue());
            case SequenceNode sequence -> {
                text.append('[');
                sequence.getValue().forEach(item -> describe("", item, text));
                text.append(']');
            }
            case MappingNode mapping -> {
                text.append('{');
                mapping.getValue().forEach(tuple -> describe(keyOf(tuple), tuple.getValueNode(), text));
                text.append('}');
            }
            default -> text.append(node.getTag());
        }
    }

    List<Node> items(String key, Node value) {
        if (!(value instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw fault(key, name(key) + " must be a list with at least one entry");
        }
        return sequence.getValue();
    }

    private String text(Node value, String what) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            if (scalar.getTag().equals(Tag.STR)) {
                return scalar.getValue();
            }
            throw InvalidConfig.at(
                    file, lineOf(value), what + " must be text; put it in quotes: \"" + scalar.getValue() + "\"");
        }
        throw InvalidConfig.at(file, lineOf(value), what + " must be text");
    }

    private String here() {
        return path.isEmpty() ? "the file" : path;
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String sorted(Set<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
