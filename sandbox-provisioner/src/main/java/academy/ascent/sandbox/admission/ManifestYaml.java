package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.ManifestFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a file's YAML documents into JSON as kubectl does (YAML 1.1 scalars), and says on which line it could not. A
 * field set to null is as good as absent to Kubernetes, and absent here.
 */
final class ManifestYaml {
    private static final int MOST_NODES = 20_000;
    private static final int DEEPEST = 60;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int nodes;

    private ManifestYaml() {}

    /** A file that is no YAML; the message names the line. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static List<JsonNode> documents(ManifestFile file) throws Malformed {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        ManifestYaml reader = new ManifestYaml();
        List<JsonNode> documents = new ArrayList<>();
        try {
            for (Node node : yaml.composeAll(new StringReader(file.yaml()))) {
                JsonNode document = reader.json(node, 0);
                if (!document.isNull()) {
                    documents.add(document);
                }
            }
        } catch (MarkedYAMLException broken) {
            throw new Malformed(where(broken.getProblemMark()) + broken.getProblem());
        } catch (YAMLException broken) {
            throw new Malformed(String.valueOf(broken.getMessage()));
        }
        return documents;
    }

    private static String where(@org.jspecify.annotations.Nullable Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private JsonNode json(Node node, int depth) throws Malformed {
        nodes++;
        if (nodes > MOST_NODES || depth > DEEPEST) {
            throw new Malformed(where(node.getStartMark()) + "too many or too deeply nested values");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> sequence(sequence, depth);
            case MappingNode mapping -> mapping(mapping, depth);
            default -> throw new Malformed(where(node.getStartMark()) + "unexpected " + node.getNodeId());
        };
    }

    private ArrayNode sequence(SequenceNode sequence, int depth) throws Malformed {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(json(item, depth + 1));
        }
        return array;
    }

    private ObjectNode mapping(MappingNode mapping, int depth) throws Malformed {
        ObjectNode object = JSON.objectNode();
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            Mark start = entry.getKeyNode().getStartMark();
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new Malformed(where(start) + "a key must be a plain text");
            }
            if (!keys.add(key.getValue())) {
                throw new Malformed(where(start) + "key \"" + key.getValue() + "\" already set in map");
            }
            JsonNode value = json(entry.getValueNode(), depth + 1);
            if (!value.isNull()) {
                object.set(key.getValue(), value);
            }
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        return JSON.textNode(text);
    }

    private static JsonNode number(String text) {
        String digits = text.replace("_", "");
        try {
            if (digits.matches("[-+]?[1-9][0-9]*|0")) {
                return integer(new BigInteger(digits));
            }
            if (digits.matches("0[0-7]+")) {
                return integer(new BigInteger(digits, 8));
            }
            return JSON.numberNode(new BigDecimal(digits));
        } catch (NumberFormatException notOurs) {
            return JSON.textNode(text);
        }
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
}
