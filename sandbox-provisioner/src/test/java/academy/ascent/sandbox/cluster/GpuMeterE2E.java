package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** GPU minutes bind while they are used. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class GpuMeterE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String B = "-b";
    private static final String GPU = "nvidia.com/gpu";

    private final String owner = "learner-" + UUID.randomUUID().toString().substring(0, 8);
    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(CLOCK);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.client()
                .configMaps()
                .inNamespace(GivenSandbox.SETTINGS.platformNamespace())
                .withLabel(Ownership.OWNER, owner)
                .delete();
        given.close();
    }

    private void open(String suffix, Duration aWeek) {
        ClusterRequest request = new ClusterRequest(
                given.name(suffix), GivenClusterSandboxes.with(GPU, aWeek), owner, Isolation.NAMESPACE);
        given.openWithGpus(sandboxes, request, CLOCK.instant());
    }

    private void givenTraining(Duration aWeek) {
        open(A, aWeek);
        given.create(A, GivenClusterSandboxes.training("train", GPU));
        await("a pod holds a GPU")
                .atMost(PATIENCE)
                .until(() -> holders().stream().anyMatch(pod -> pod.getSpec().getNodeName() != null));
    }

    private List<Pod> holders() {
        return given.client().pods().inNamespace(given.namespace(A)).list().getItems().stream()
                .filter(pod -> GpuLook.holds(pod, GPU))
                .toList();
    }

    private GpuUse metered(ClusterSandboxes platform, Instant now) {
        GpuMetered metered = platform.meterGpus(now);
        assertThat(metered.failures()).isEmpty();
        return metered.uses().stream()
                .filter(use -> use.owner().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private void create(String suffix, String pod, Map<String, String> limits) {
        given.client()
                .pods()
                .inNamespace(given.namespace(suffix))
                .resource(GivenNamespace.careful(pod, limits))
                .create();
    }

    private void assertNoGpuIsAdmitted(String suffix) {
        assertThatThrownBy(() -> create(suffix, "more", Map.of("cpu", "100m", "memory", "64Mi", GPU, "1")))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getStatus().getMessage())
                                .isEqualTo("pods \"more\" is forbidden: exceeded quota: sandbox.gpu-minutes, requested:"
                                        + " requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=0, limited:"
                                        + " requests.nvidia.com/gpu=0"));
    }

    @Test
    void who_has_held_one_for_as_long_as_a_week_allows_loses_it_until_the_next_week() {
        givenTraining(Duration.ofSeconds(3));
        await("the week's time is spent")
                .atMost(PATIENCE)
                .until(() -> metered(sandboxes, CLOCK.instant()).isSpent());
        await("the pod is gone").atMost(PATIENCE).until(() -> holders().isEmpty());
        await("its Deployment cannot make another")
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> holders().isEmpty());
        assertNoGpuIsAdmitted(A);
        create(A, "plain", Map.of("cpu", "100m", "memory", "64Mi"));

        sandboxes.close(given.name(A));
        open(B, Duration.ofSeconds(3));
        GpuUse reopened = metered(given.platform(CLOCK), CLOCK.instant());
        assertThat(reopened.isSpent()).isTrue();
        assertThat(sandboxes.queueGpus(CLOCK.instant()).standings())
                .extracting(GpuStanding::sandbox)
                .doesNotContain(given.name(B));
        assertThatThrownBy(() -> create(B, "more", Map.of("cpu", "100m", "memory", "64Mi", GPU, "1")))
                .hasMessageContaining("exceeded quota: sandbox.gpu-");

        GpuUse next = metered(sandboxes, reopened.until().plusSeconds(1));
        assertThat(next.used()).isZero();
        assertThat(next.until()).isEqualTo(reopened.until().plus(Duration.ofDays(7)));
        sandboxes.queueGpus(reopened.until().plusSeconds(1));
        GivenClusterSandboxes.createSoon(() -> create(B, "more", Map.of("cpu", "100m", "memory", "64Mi", GPU, "1")));
    }

    @Test
    void platforms_that_meter_at_once_count_each_moment_once() throws Exception {
        givenTraining(Duration.ofHours(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<GpuUse>> all = IntStream.range(0, 4)
                    .mapToObj(platform -> threads.submit(() -> metered(given.platform(CLOCK), CLOCK.instant())))
                    .toList();
            for (Future<GpuUse> one : all) {
                one.get();
            }
        }
        Instant bound = Instant.parse(holders().getFirst().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .findFirst()
                .orElseThrow()
                .getLastTransitionTime());
        Instant now = CLOCK.instant();
        GpuUse use = metered(sandboxes, now);
        assertThat(use.used()).isPositive().isLessThanOrEqualTo(Duration.between(bound, now));
        assertThat(use.isSpent()).isFalse();
        assertThat(holders()).isNotEmpty();
    }

    @Test
    void what_cannot_be_written_down_is_told_and_nobody_loses_a_gpu() {
        givenTraining(Duration.ofMillis(1));
        ClusterSettings settings = new ClusterSettings(List.of(GPU), "10.0.0.10/32", "nowhere-" + owner);
        ClusterSandboxes homeless = new ClusterSandboxes(given.client(), settings, PATIENCE, CLOCK);
        assertThat(homeless.meterGpus(CLOCK.instant()).failures())
                .contains("The cluster could not meter the GPUs of " + owner + ": namespaces \"nowhere-" + owner
                        + "\" not found");
        assertThat(holders()).isNotEmpty();
    }
}
