package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenNamespace.careful;
import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an API server lets run in a sandbox, in its own words. */
@ClusterTest
class BoundsE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Integer> ONE_GPU = Map.of("nvidia.com/gpu", 1);

    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private KubernetesClient client;
    private Reconciler reconciler;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        client = cluster.client();
        reconciler = new Reconciler(client, SETTINGS, new Patience(PATIENCE));
    }

    @AfterEach
    void removeItsNamespaces() {
        GivenSandbox.removeAll(client, name);
    }

    /** Whatever the API server would refuse of it, the quota and Pod Security included, would keep its pod from being made. */
    @Test
    void the_control_plane_may_start() {
        ClusterSandbox sandbox = sandbox(Isolation.VIRTUAL_CLUSTER, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        await().atMost(PATIENCE)
                .until(() -> client.pods()
                                .inNamespace(sandbox.namespace())
                                .withName("sandbox-0")
                                .get()
                        != null);
    }

    @Test
    void a_second_gpu_pod_is_refused_from_the_first_moment() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, ONE_GPU);
        reconciler.apply(sandbox, Progress.UNHEARD);
        create(sandbox, careful("first", Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1")));
        assertThat(refusal(sandbox, careful("second", Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1"))))
                .isEqualTo("pods \"second\" is forbidden: exceeded quota: gpu-small, requested:"
                        + " requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=1, limited:"
                        + " requests.nvidia.com/gpu=1");
        create(sandbox, careful("third", Map.of("cpu", "100m", "memory", "64Mi")));
    }

    @Test
    void a_gpu_is_refused_where_the_class_has_none() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        assertThat(SETTINGS.devices())
                .allSatisfy(device -> assertThat(refusal(
                                sandbox, careful("greedy", Map.of("cpu", "100m", "memory", "64Mi", device, "1"))))
                        .isEqualTo("pods \"greedy\" is forbidden: exceeded quota: cpu-small, requested: requests."
                                + device + "=1, used: requests." + device + "=0, limited: requests." + device + "=0"));
    }

    @Test
    void a_privileged_pod_is_refused() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        Pod privileged = careful("privileged", Map.of("cpu", "100m", "memory", "64Mi"));
        SecurityContext context =
                privileged.getSpec().getContainers().getFirst().getSecurityContext();
        context.setPrivileged(true);
        context.setAllowPrivilegeEscalation(null);
        assertThat(refusal(sandbox, privileged))
                .startsWith("pods \"privileged\" is forbidden: violates PodSecurity \"restricted:latest\": privileged");
    }

    private ClusterSandbox sandbox(Isolation isolation, Map<String, Integer> devices) {
        return GivenSandbox.sandbox(name, isolation, devices);
    }

    private void create(ClusterSandbox sandbox, Pod pod) {
        client.pods().inNamespace(sandbox.namespace()).resource(pod).create();
    }

    private String refusal(ClusterSandbox sandbox, Pod pod) {
        return catchThrowableOfType(KubernetesClientException.class, () -> create(sandbox, pod))
                .getStatus()
                .getMessage();
    }
}
