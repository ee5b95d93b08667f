package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Sandboxes of one test, under names of its own, on a cluster that others use too. */
final class GivenClusterSandboxes implements AutoCloseable {
    /** A sweep sees the sandboxes of every test, so those that leave something due do not run beside those that sweep. */
    static final String SWEEP = "the sweep of all sandboxes";

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String prefix = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesClient client;

    GivenClusterSandboxes(TestCluster cluster) {
        this.client = cluster.client();
    }

    KubernetesClient client() {
        return client;
    }

    /** A platform's own; the client stays open when it is closed. */
    ClusterSandboxes platform(InstantSource clock) {
        return platform(clock, PATIENCE);
    }

    ClusterSandboxes platform(InstantSource clock, Duration patience) {
        return new ClusterSandboxes(client, SETTINGS, patience, clock);
    }

    SandboxName name(String suffix) {
        return new SandboxName(prefix + suffix);
    }

    String namespace(String suffix) {
        return ClusterSandbox.namespace(name(suffix));
    }

    ClusterRequest request(String suffix, Isolation isolation) {
        return new ClusterRequest(name(suffix), small("cpu-small"), "learner-7", isolation);
    }

    /** A class with room for four pods, and one GPU if its name says so. */
    static SandboxClass small(String name) {
        return new SandboxClass(
                name,
                2000,
                1L << 30,
                6,
                200,
                8L << 30,
                3,
                4,
                name.startsWith("gpu")
                        ? Optional.of(new SandboxClass.Gpus("nvidia.com/gpu", 1, Duration.ofHours(2)))
                        : Optional.empty(),
                Optional.of(new SandboxClass.Stay(Duration.ofMinutes(30), Duration.ofHours(4), 2)));
    }

    /** Makes what a YAML text holds, one object a document, in a sandbox's namespace. */
    void create(String suffix, String yaml) {
        Stream.of(yaml.split("(?m)^---$"))
                .map(document -> Serialization.<HasMetadata>unmarshal(document))
                .forEach(object ->
                        client.resource(object).inNamespace(namespace(suffix)).create());
    }

    /** A volume for the control plane of a sandbox and for nothing else, on a cluster that makes none by itself. */
    void volume(String suffix) {
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(namespace(suffix))
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(Map.of("storage", new Quantity("2Gi")))
                        .withAccessModes("ReadWriteOnce")
                        .withNewHostPath()
                        .withPath("/nowhere")
                        .endHostPath()
                        .withNewClaimRef()
                        .withName("data-sandbox-0")
                        .withNamespace(namespace(suffix))
                        .endClaimRef()
                        .endSpec()
                        .build())
                .create();
    }

    List<String> pods(String suffix) {
        return client.pods().inNamespace(namespace(suffix)).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    static Pod pod(String name) {
        return GivenNamespace.careful(name, Map.of("cpu", "100m", "memory", "64Mi"));
    }

    /** Asks for the removal of what the test made. */
    @Override
    public void close() {
        GivenSandbox.removeAll(client, prefix);
        client.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getMetadata().getName().startsWith("ascent-" + prefix))
                .forEach(volume -> client.resource(volume).delete());
    }
}
