package academy.ascent.reference.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

/**
 * A model as MLflow lays it out: a folder whose file {@code MLmodel} names the model's files by flavour.
 *
 * @param file the name of the ONNX file, relative to the folder
 * @param columns the columns of the signature, all of them numbers; empty where it has none
 */
record MlflowModel(String file, List<String> columns) {
    /** The name of the file that describes the model. */
    static final String NAME = "MLmodel";

    private static final long LONGEST_FILE_BYTES = 1 << 20;
    private static final Set<String> NUMBERS = Set.of("integer", "long", "float", "double");

    /**
     * What the folder's file says.
     *
     * @throws InvalidConfig if it is no model with the flavour onnx
     */
    static MlflowModel read(Path folder) {
        Path description = folder.resolve(NAME);
        Node root = compose(description, content(description));
        Node flavors = value(root, "flavors")
                .orElseThrow(
                        () -> InvalidConfig.in(description, "has no \"flavors\"; log the model with MLflow again"));
        Node onnx = value(flavors, "onnx")
                .orElseThrow(() -> InvalidConfig.at(
                        description,
                        lineOf(flavors),
                        "has the flavors " + keys(flavors)
                                + ", but not onnx; convert the model to ONNX and log it with mlflow.onnx"));
        String file = value(onnx, "data")
                .flatMap(MlflowModel::text)
                .orElseThrow(() -> InvalidConfig.at(
                        description, lineOf(onnx), "the flavor onnx has no \"data\", the name of the ONNX file"));
        return new MlflowModel(file, columns(root));
    }

    private static String content(Path description) {
        try {
            if (Files.size(description) > LONGEST_FILE_BYTES) {
                throw InvalidConfig.in(description, "is greater than 1 MiB; log the model without its input example");
            }
            return Files.readString(description);
        } catch (CharacterCodingException _) {
            throw InvalidConfig.in(description, "is not UTF-8; log the model with MLflow again");
        } catch (IOException e) {
            throw InvalidConfig.in(description, "cannot be read (" + e.getMessage() + "); check its permissions");
        }
    }

    private static Node compose(Path description, String content) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(content));
            if (root instanceof MappingNode) {
                return root;
            }
            throw InvalidConfig.in(description, "is no mapping; log the model with MLflow again");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw InvalidConfig.at(description, line, "malformed YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw InvalidConfig.in(description, "malformed YAML: " + e.getMessage());
        }
    }

    /** The signature stands as JSON in a text of the YAML, and JSON is YAML. */
    private static List<String> columns(Node root) {
        Optional<String> inputs = value(root, "signature")
                .flatMap(signature -> value(signature, "inputs"))
                .flatMap(MlflowModel::text);
        if (inputs.isEmpty()) {
            return List.of();
        }
        try {
            return columnNames(new Yaml(new LoaderOptions()).compose(new StringReader(inputs.get())));
        } catch (YAMLException _) {
            return List.of();
        }
    }

    private static List<String> columnNames(Node inputs) {
        if (!(inputs instanceof SequenceNode sequence)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Node input : sequence.getValue()) {
            Optional<String> name = value(input, "name").flatMap(MlflowModel::text);
            boolean isNumber = value(input, "type")
                    .flatMap(MlflowModel::text)
                    .filter(NUMBERS::contains)
                    .isPresent();
            if (name.isEmpty() || !isNumber) {
                return List.of();
            }
            names.add(name.get());
        }
        return new HashSet<>(names).size() == names.size() ? List.copyOf(names) : List.of();
    }

    private static Optional<Node> value(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (text(entry.getKeyNode()).filter(key::equals).isPresent()) {
                    return Optional.of(entry.getValueNode());
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> keys(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(entry -> text(entry.getKeyNode()).stream())
                        .toList()
                : List.of();
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && !scalar.getValue().isBlank()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
