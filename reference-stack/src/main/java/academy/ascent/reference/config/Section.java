package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
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
