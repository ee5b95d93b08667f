package academy.ascent.grader.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML or JSON document that knows its line. What is not there is a value too: it is absent, has the line
 * of what should hold it, and holds nothing itself.
 */
public final class Value {
    private final @Nullable Node node;
    private final int line;

    private Value(@Nullable Node node, int line) {
        this.node = node;
        this.line = line;
    }

    static Value of(Node node) {
        return new Value(node, node.getStartMark().getLine() + 1);
    }

    private static Value of(NodeTuple tuple) {
        return new Value(tuple.getValueNode(), tuple.getKeyNode().getStartMark().getLine() + 1);
    }

    /** The line where it begins, from 1 on; that of its key if it has one. */
    public int line() {
        return line;
    }

    /** Whether it is missing or null. */
    public boolean isAbsent() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The value of a key; absent if there is none or this is no mapping. */
    public Value get(String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)) {
                    return of(tuple);
                }
            }
        }
        return new Value(null, line);
    }

    /** The value that a path of keys leads to. */
    public Value at(String... keys) {
        Value value = this;
        for (String key : keys) {
            value = value.get(key);
        }
        return value;
    }

    /** The values by key, in the order of the file; empty if this is no mapping. */
    public Map<String, Value> entries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(key.getValue(), of(tuple));
                }
            }
        }
        return entries;
    }

    /** The items; empty if this is no list. */
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(of(item)));
        }
        return items;
    }

    /** The text of a single value that is not null. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar && !isAbsent() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The text, or an empty one. */
    public String words() {
        return text().orElse("");
    }

    /** The number, if it is one and finite. */
    public Optional<Double> number() {
        return text().flatMap(Value::parsed);
    }

    /** Whether it is the single value {@code true}. */
    public boolean isTrue() {
        return words().equals("true");
    }

    private static Optional<Double> parsed(String text) {
        if (!text.matches("[-+]?\\d{1,19}(\\.\\d{0,30})?([eE][-+]?\\d{1,3})?")) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }
}
