package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
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

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: NAME}
            spec:
              replicas: 1
              selector: {matchLabels: {app: NAME}}
              template:
                metadata: {labels: {app: NAME}}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      resources: {limits: {cpu: 100m, memory: 64Mi, DEVICE: 1}}
            """;

    private final String prefix = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestCluster cluster;
    private final KubernetesClient client;

    GivenClusterSandboxes(TestCluster cluster) {
        this.cluster = cluster;
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

    /** One replica with one GPU. */
    static String training(String name, String device) {
        return DEPLOYMENT.replace("NAME", name).replace("DEVICE", device);
    }

    /** {@link #small} with one of a device. */
    static SandboxClass with(String device, Duration aWeek) {
        SandboxClass whole = small("gpu-small");
        return new SandboxClass(
                whole.name(),
                whole.cpuMillis(),
                whole.memoryBytes(),
                whole.pods(),
                whole.processes(),
                whole.storageBytes(),
                whole.volumes(),
                whole.services(),
                Optional.of(new SandboxClass.Gpus(device, 1, aWeek)),
                whole.stay());
    }

    /** One replica. */
    static String server(String name) {
        return DEPLOYMENT.replace("NAME", name).replace(", DEVICE: 1", "");
    }

    /** Opens a sandbox and gives it its GPUs if it is its turn. */
    void openWithGpus(ClusterSandboxes sandboxes, ClusterRequest request, Instant now) {
        sandboxes.prepare();
        sandboxes.open(request, Progress.UNHEARD);
        sandboxes.queueGpus(now);
    }

    /** The API server may go by a quota for a moment after it is gone. */
    static void createSoon(Runnable creation) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            creation.run();
            return true;
        });
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
        cluster.volume(namespace(suffix));
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
        client.configMaps().inNamespace(SETTINGS.platformNamespace()).list().getItems().stream()
                .filter(map -> map.getMetadata().getName().startsWith("place-" + prefix))
                .forEach(map -> client.resource(map).delete());
        client.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getMetadata().getName().startsWith("ascent-" + prefix))
                .forEach(volume -> client.resource(volume).delete());
    }
}
