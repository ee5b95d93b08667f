package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Nodes that only seem to be there: kwok says that they and their pods are ready. */
final class SimulatedNodes {
    /** Marks a node as one for kwok. */
    static final String ANNOTATION = "kwok.x-k8s.io/node";

    private static final Map<String, Map<String, String>> NODES = Map.of(
            "whole-gpus", Map.of("nvidia.com/gpu", "8"),
            "sliced-gpus", Map.of("nvidia.com/mig-1g.10gb", "56"),
            "shared-gpus", Map.of("nvidia.com/gpu.shared", "32"));

    private SimulatedNodes() {}

    /**
     * Adds the nodes and waits until all are ready.
     *
     * @param check throws if waiting is in vain
     */
    static void add(KubernetesClient client, Duration patience, Runnable check) {
        NODES.forEach((name, devices) -> client.resource(node(name, devices)).create());
        Awaitility.await("kwok's nodes are ready").atMost(patience).until(() -> {
            check.run();
            return client.nodes().list().getItems().stream()
                            .filter(SimulatedNodes::isReady)
                            .count()
                    == NODES.size();
        });
    }

    /** Skips a test on a cluster whose nodes run what they are told to. */
    static void assumePlayed(TestCluster cluster) {
        assumeThat(cluster.client().nodes().list().getItems())
                .as("this cluster has a node played by kwok")
                .anyMatch(node -> node.getMetadata().getAnnotations().containsKey(ANNOTATION));
    }

    private static boolean isReady(Node node) {
        return node.getSpec().getTaints().isEmpty()
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** Adds one more. */
    static void add(KubernetesClient client, String name, Map<String, String> devices, Duration patience) {
        client.resource(node(name, devices)).create();
        Awaitility.await("kwok's node is ready")
                .atMost(patience)
                .until(() -> isReady(client.nodes().withName(name).get()));
    }

    private static Node node(String name, Map<String, String> devices) {
        Map<String, Quantity> capacity = new TreeMap<>(Map.of(
                "cpu",
                new Quantity("64"),
                "memory",
                new Quantity("512Gi"),
                "pods",
                new Quantity("200"),
                "ephemeral-storage",
                new Quantity("1Ti")));
        devices.forEach((device, count) -> capacity.put(device, new Quantity(count)));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToAnnotations(ANNOTATION, "fake")
                .addToLabels("kubernetes.io/hostname", name)
                .endMetadata()
                .withNewStatus()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .endStatus()
                .build();
    }
}
