package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sandboxes as they are asked for, and the cluster's settings. */
final class GivenSandbox {
    /** More than all tests have together, whatever nodes there are. */
    static final ClusterSettings SETTINGS = ClusterSettings.written(
                    List.of("nvidia.com/gpu=64", "nvidia.com/mig-1g.10gb", "nvidia.com/gpu.shared"),
                    "10.0.0.10/32",
                    "ascent",
                    Optional.empty(),
                    Optional.of("https://{sandbox}.labs.example.org"))
            .with(new ClusterSettings.Measuring(NodeVolumes.CLASS, NodeImages.TOOLS));

    private GivenSandbox() {}

    static ClusterSandbox sandbox(String name, Isolation isolation, Map<String, Integer> devices) {
        return new ClusterSandbox(new SandboxName(name), clusterClass(devices), "learner-7", isolation);
    }

    static ClusterClass clusterClass(Map<String, Integer> devices) {
        String name = devices.isEmpty() ? "cpu-small" : "gpu-small";
        return new ClusterClass(new SandboxClass(name, 2000, 1L << 30, 4, 200), 5L << 30, 2, 4, devices);
    }

    /** Asks a cluster to remove the namespaces of sandboxes whose names begin so. */
    static void removeAll(KubernetesClient client, String prefix) {
        client.namespaces().list().getItems().stream()
                .filter(namespace -> namespace.getMetadata().getName().startsWith("ascent-" + prefix))
                .forEach(namespace -> client.resource(namespace).delete());
    }
}
