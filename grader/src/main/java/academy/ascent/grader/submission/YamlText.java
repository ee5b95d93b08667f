package academy.ascent.grader.submission;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML, of which JSON is a part, in bounded time: nothing is constructed from a tag, no alias is expanded, and
 * size, depth and the number of documents have limits.
 */
public final class YamlText {
    /** The largest text that is read, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    /** The most documents of one file. */
    public static final int MOST_DOCUMENTS = 100;

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final Set<Tag> PLAIN = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.TIMESTAMP, Tag.MERGE, Tag.BINARY);

    private YamlText() {}

    /** Reads the one document of a file as values; an alias of a collection is refused. */
    public static Reading<Value> document(Workspace workspace, String path) {
        return switch (documents(workspace, path)) {
            case Reading.Unusable<List<Value>> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<List<Value>> read ->
                read.value().size() == 1
                        ? new Reading.Read<>(read.value().getFirst())
                        : Reading.unusable(
                                path, 0, "holds " + read.value().size() + " YAML documents; it must hold one.");
        };
    }

    /** Reads the documents of a file as values; an alias of a collection is refused. */
    public static Reading<List<Value>> documents(Workspace workspace, String path) {
        return switch (workspace.text(path, MOST_BYTES)) {
            case Reading.Unusable<String> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<String> read -> parse(path, read.value(), 0);
        };
    }

    /** Whether a text is YAML at all, with keys that stand once; a few aliases are fine. */
    public static Reading<List<Value>> check(String path, String text) {
        return parse(path, text, MOST_ALIASES);
    }

    static Reading<List<Value>> parse(String path, String text, int mostAliases) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(mostAliases);
        options.setAllowRecursiveKeys(false);
        List<Value> documents = new ArrayList<>();
        try {
            for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
                if (documents.size() == MOST_DOCUMENTS) {
                    return Reading.unusable(
                            path,
                            node.getStartMark().getLine() + 1,
                            "begins the document after " + MOST_DOCUMENTS
                                    + ", the most that are read; split the file.");
                }
                new Strictness(path).check(node);
                documents.add(Value.of(node));
            }
            return new Reading.Read<>(List.copyOf(documents));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            return Reading.unusable(path, line, "is not valid YAML (" + e.getProblem() + ").");
        } catch (YAMLException e) {
            return Reading.unusable(path, 0, "is not usable YAML (" + e.getMessage() + ").");
        } catch (NotStrict e) {
            return new Reading.Unusable<>(e.fault);
        }
    }

    /** Carries a fault out of the walk through a document; it never leaves this class. */
    private static final class NotStrict extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Fault fault;

        NotStrict(Fault fault) {
            super(fault.message(), null, false, false);
            this.fault = fault;
        }
    }

    private static final class Strictness {
        private final String path;
        /** A node that aliases lead to again is looked at once. */
        private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Strictness(String path) {
            this.path = path;
        }

        void check(Node node) {
            if (!seen.add(node)) {
                return;
            }
            if (!PLAIN.contains(node.getTag())) {
                throw fault(node, "has the tag " + node.getTag() + "; write plain YAML.");
            }
            switch (node) {
                case SequenceNode sequence -> sequence.getValue().forEach(this::check);
                case MappingNode mapping -> check(mapping.getValue());
                default -> {}
            }
        }

        private void check(List<NodeTuple> tuples) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : tuples) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw fault(tuple.getKeyNode(), "has a key that is not a word.");
                }
                if (!keys.add(key.getValue())) {
                    throw fault(key, "has the key '" + key.getValue() + "' twice; remove one.");
                }
                check(key);
                check(tuple.getValueNode());
            }
        }

        private NotStrict fault(Node node, String message) {
            return new NotStrict(new Fault(path, node.getStartMark().getLine() + 1, message));
        }
    }
}
