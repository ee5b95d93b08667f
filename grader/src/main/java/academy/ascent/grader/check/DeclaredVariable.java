package academy.ascent.grader.check;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * An environment variable as containers of Deployments declare it with a plain value. Only that value is changed, and
 * the rest of a manifest stays as it was written. Manifests that were admitted hold no more than this reads.
 */
record DeclaredVariable(String name) {

    String set(String yaml, String value) {
        List<Node> values = new ArrayList<>();
        for (Node document : new Yaml().composeAll(new StringReader(yaml))) {
            if (text(document, "kind").filter("Deployment"::equals).isPresent()) {
                containers(document).flatMap(this::values).distinct().forEach(values::add);
            }
        }
        values.sort(Comparator.comparing(node -> -node.getStartMark().getIndex()));
        StringBuilder changed = new StringBuilder(yaml);
        for (Node node : values) {
            int from = yaml.offsetByCodePoints(0, node.getStartMark().getIndex());
            int to = yaml.offsetByCodePoints(0, node.getEndMark().getIndex());
            changed.replace(from, to, '"' + value + '"');
        }
        return changed.toString();
    }

    private static Stream<Node> containers(Node deployment) {
        return child(deployment, "spec")
                .flatMap(spec -> child(spec, "template"))
                .flatMap(template -> child(template, "spec"))
                .stream()
                .flatMap(pod -> items(pod, "containers"));
    }

    private Stream<Node> values(Node container) {
        return items(container, "env")
                .filter(entry -> text(entry, "name").filter(name::equals).isPresent())
                .flatMap(entry -> child(entry, "value").stream());
    }

    private static Optional<String> text(Node node, String key) {
        return child(node, key).filter(ScalarNode.class::isInstance).map(value -> ((ScalarNode) value).getValue());
    }

    private static Stream<Node> items(Node node, String key) {
        return child(node, key).filter(SequenceNode.class::isInstance).stream()
                .flatMap(list -> ((SequenceNode) list).getValue().stream());
    }

    private static Optional<Node> child(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode word
                        && word.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }
}
