package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which GPUs the cluster's nodes offer, and whose pods have them. */
final class GpuNodes {
    private final KubernetesClient client;

    GpuNodes(KubernetesClient client) {
        this.client = client;
    }

    /**
     * GPUs of one kind.
     *
     * @param offered on nodes that are ready and take new pods
     * @param held of those, by the namespace of the pods that are bound there
     */
    record Found(int offered, Map<String, Integer> held) {
        Found {
            held = Map.copyOf(held);
        }
    }

    /** Pods are asked for node by node, and only where there are such GPUs. */
    Found look(String device) {
        List<Node> nodes = client.nodes().list().getItems().stream()
                .filter(node -> offered(node, device) > 0)
                .toList();
        Map<String, Integer> held = nodes.stream()
                .flatMap(node -> client
                        .pods()
                        .inAnyNamespace()
                        .withField("spec.nodeName", node.getMetadata().getName())
                        .list()
                        .getItems()
                        .stream())
                .filter(pod -> GpuLook.holds(pod, device))
                .collect(Collectors.groupingBy(
                        pod -> pod.getMetadata().getNamespace(),
                        Collectors.summingInt(pod -> GpuLook.gpus(pod, device))));
        return new Found(nodes.stream().mapToInt(node -> offered(node, device)).sum(), held);
    }

    private static int offered(Node node, String device) {
        return isInService(node)
                ? Optional.ofNullable(node.getStatus().getAllocatable())
                        .map(all -> all.get(device))
                        .map(Quantity::getNumericalAmount)
                        .map(Number::intValue)
                        .orElse(0)
                : 0;
    }

    private static boolean isInService(Node node) {
        return !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                && node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                condition.getType().equals("Ready") && "True".equals(condition.getStatus()));
    }
}
