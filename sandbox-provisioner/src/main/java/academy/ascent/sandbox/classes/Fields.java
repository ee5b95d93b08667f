package academy.ascent.sandbox.classes;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping whose values know their lines; nothing is constructed from a tag.
 *
 * @param path where it stands in the document, empty for the whole
 */
record Fields(String file, String path, int line, Map<String, Node> values) {

    static Fields parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        try {
            Node node = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text));
            if (node == null) {
                throw problem(file, 1, "the document", "is empty; name a sandbox class in it");
            }
            return of(file, "", node);
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 1
                    : broken.getProblemMark().getLine() + 1;
            throw problem(file, line, "the document", "is not valid YAML (" + broken.getProblem() + "); mend it");
        } catch (YAMLException broken) {
            throw problem(file, 1, "the document", "is not usable YAML (" + broken.getMessage() + "); mend it");
        }
    }

    private static Fields of(String file, String path, Node node) {
        String subject = path.isEmpty() ? "the document" : path;
        if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
            throw problem(file, lineOf(node), subject, "must be a mapping (key: value)");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw problem(file, lineOf(tuple.getKeyNode()), subject, "has a key that is not a word; write a word");
            }
            if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                throw problem(file, lineOf(key), subject, "has the key '" + key.getValue() + "' twice; remove one");
            }
        }
        return new Fields(file, path, lineOf(node), values);
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Refuses every key but these. */
    void allowing(String... known) {
        for (String key : keys()) {
            if (!List.of(known).contains(key)) {
                throw problem(key, "is not known here; remove it or use one of " + String.join(", ", known));
            }
        }
    }

    Fields mapping(String key) {
        return of(file, at(key), required(key));
    }

    String text(String key) {
        if (required(key) instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw problem(key, "must be a single value");
    }

    int integer(String key, int least, int most) {
        return (int) parsed(key, "a whole number from " + least + " to " + most, text -> {
            if (!text.matches("\\d{1,9}")) {
                return OptionalLong.empty();
            }
            int number = Integer.parseInt(text);
            return number < least || number > most ? OptionalLong.empty() : OptionalLong.of(number);
        });
    }

    /**
     * @param expected what is right, for the message
     */
    long parsed(String key, String expected, Function<String, OptionalLong> parser) {
        String text = text(key);
        return parser.apply(text).orElseThrow(() -> problem(key, "is '" + text + "'; write " + expected));
    }

    private Node required(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw problem(file, line, at(key), "is missing; add it");
        }
        return value;
    }

    SandboxException problem(String key, String message) {
        return problem(file, lineOf(required(key)), at(key), message);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static SandboxException problem(String file, int line, String subject, String message) {
        return new SandboxException(Code.BROKEN, file + " line " + line + ": " + subject + " " + message);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
