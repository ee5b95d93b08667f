package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.cluster.GpuStanding.GivenBack;
import academy.ascent.sandbox.cluster.GpuStanding.Granted;
import academy.ascent.sandbox.cluster.GpuStanding.Queued;
import academy.ascent.sandbox.cluster.GpuStanding.State;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Learners take turns with the two GPUs of a node. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class GpuQueueE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String B = "-b";
    private static final String C = "-c";
    private static final String PLATFORM = GivenSandbox.SETTINGS.platformNamespace();

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String device = "example.com/gpu-" + id;
    private final ClusterSettings settings = new ClusterSettings(List.of(device), "10.0.0.10/32", PLATFORM);
    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given = new GivenClusterSandboxes(cluster);
        SimulatedNodes.add(given.client(), "node-" + id, Map.of(device, "2"), PATIENCE);
        sandboxes = platform();
    }

    @AfterEach
    void removeWhatWasMade() {
        given.client().nodes().withName("node-" + id).delete();
        books().forEach(book -> given.client().resource(book).delete());
        given.close();
    }

    private ClusterSandboxes platform() {
        return new ClusterSandboxes(given.client(), settings, PATIENCE, CLOCK);
    }

    /** What is written down about this device. */
    private List<ConfigMap> books() {
        return given.client().configMaps().inNamespace(PLATFORM).list().getItems().stream()
                .filter(map ->
                        map.getData() != null && device.equals(map.getData().get("resource")))
                .toList();
    }

    private void open(String suffix) {
        given.openWithGpus(
                sandboxes,
                new ClusterRequest(
                        given.name(suffix),
                        GivenClusterSandboxes.with(device, Duration.ofHours(2)),
                        "learner" + suffix + "-" + id,
                        Isolation.NAMESPACE),
                CLOCK.instant());
    }

    private Optional<State> standing(ClusterSandboxes platform, String suffix, Instant now) {
        return platform.queueGpus(now).standings().stream()
                .filter(standing -> standing.sandbox().equals(given.name(suffix)))
                .map(GpuStanding::state)
                .findFirst();
    }

    private Optional<State> standing(String suffix) {
        return standing(sandboxes, suffix, CLOCK.instant());
    }

    private void train(String suffix) {
        given.create(suffix, GivenClusterSandboxes.training("train", device));
    }

    private void awaitTraining(String suffix) {
        await("a pod of " + suffix + " is on the node").atMost(PATIENCE).until(() -> isTraining(suffix));
    }

    private boolean isTraining(String suffix) {
        return given.client().pods().inNamespace(given.namespace(suffix)).list().getItems().stream()
                .anyMatch(pod -> pod.getSpec().getNodeName() != null);
    }

    private Pod wanting(String name) {
        return GivenNamespace.careful(name, Map.of("cpu", "100m", "memory", "64Mi", device, "1"));
    }

    private void assertKeptFrom(String suffix) {
        assertThatThrownBy(() -> given.client()
                        .pods()
                        .inNamespace(given.namespace(suffix))
                        .resource(wanting("more"))
                        .create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getStatus().getMessage())
                                .isEqualTo("pods \"more\" is forbidden: exceeded quota: sandbox.gpu-queue, requested:"
                                        + " requests." + device + "=1, used: requests." + device + "=0, limited:"
                                        + " requests." + device + "=0"));
    }

    @Test
    void a_namespace_that_somebody_labelled_as_another_holds_no_round_up() {
        open(A);
        Namespace copy = given.client()
                .namespaces()
                .withName(given.namespace(A))
                .require()
                .edit()
                .editMetadata()
                .withName(given.namespace("-copy"))
                .withResourceVersion(null)
                .withUid(null)
                .addToLabels(Ownership.SANDBOX, given.name("-copy").value())
                .addToLabels(Ownership.NAME, given.name(A).value())
                .endMetadata()
                .build();
        copy.getMetadata().getAnnotations().put("ascent.academy/opened", "2020-01-01T00:00:00Z");
        given.client().resource(copy).create();
        open(B);
        assertThat(standing(A)).contains(new Granted());
        assertThat(standing(B)).isPresent();
    }

    @Test
    void who_comes_when_all_are_taken_waits_and_what_waits_starts_by_itself_when_one_is_free() {
        open(A);
        train(A);
        awaitTraining(A);
        open(B);
        assertThat(standing(A)).contains(new Granted());
        assertThat(standing(B)).contains(new Granted());

        open(C);
        assertThat(standing(C)).get().isInstanceOfSatisfying(Queued.class, queued -> {
            assertThat(queued.position()).isEqualTo(1);
            assertThat(queued.of()).isEqualTo(1);
            assertThat(queued.expected()).get().matches(CLOCK.instant()::isBefore);
        });
        assertKeptFrom(C);
        train(C);
        await("its Deployment is refused pods").atMost(PATIENCE).until(() -> isRefusedPods(C));
        await("it is told why")
                .atMost(PATIENCE)
                .until(() -> sandboxes.work(given.name(C)).warnings().stream()
                        .anyMatch(warning -> warning.object().startsWith("ReplicaSet train-")
                                && warning.message().contains("exceeded quota: sandbox.gpu-queue")));

        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        assertThat(standing(A)).isEmpty();
        assertThat(standing(C)).contains(new Granted());
        awaitTraining(C);

        sandboxes.resume(given.name(A), Progress.UNHEARD);
        assertKeptFrom(A);
        assertThat(standing(A)).get().isInstanceOf(Queued.class);
        assertThat(isTraining(A)).isFalse();

        sandboxes.close(given.name(B));
        assertThat(standing(A)).contains(new Granted());
        awaitTraining(A);
    }

    @Test
    void what_was_refused_pods_is_touched_so_that_it_tries_again_and_nothing_else_is() {
        open(A);
        train(A);
        awaitTraining(A);
        open(B);
        open(C);
        train(C);
        await("its Deployment is refused pods").atMost(PATIENCE).until(() -> isRefusedPods(C));
        GpuGate gate = new GpuGate(given.client(), new Patience(PATIENCE));
        Stream.of(A, C).forEach(suffix -> gate.nudge(status(suffix), CLOCK.instant()));
        assertThat(touched(C)).containsExactly(true);
        assertThat(touched(A)).containsExactly(false);
    }

    private ClusterSandboxStatus status(String suffix) {
        return sandboxes.find(given.name(suffix)).orElseThrow();
    }

    private List<Boolean> touched(String suffix) {
        return given.client().apps().replicaSets().inNamespace(given.namespace(suffix)).list().getItems().stream()
                .map(set -> set.getMetadata().getAnnotations().containsKey("ascent.academy/gpus-since"))
                .toList();
    }

    private boolean isRefusedPods(String suffix) {
        return given.client().apps().replicaSets().inNamespace(given.namespace(suffix)).list().getItems().stream()
                .flatMap(set -> Stream.ofNullable(set.getStatus().getConditions()))
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getMessage().contains("sandbox.gpu-queue"));
    }

    @Test
    void who_uses_none_while_another_waits_gives_it_back_and_may_ask_again() {
        open(A);
        train(A);
        awaitTraining(A);
        open(B);
        open(C);
        Instant now = CLOCK.instant();
        assertThat(standing(sandboxes, C, now)).get().isInstanceOf(Queued.class);

        Instant later = now.plus(Duration.ofMinutes(31));
        assertThat(standing(sandboxes, C, later)).contains(new Granted());
        assertThat(standing(sandboxes, B, later)).contains(new GivenBack());
        assertThat(standing(sandboxes, A, later)).contains(new Granted());
        assertKeptFrom(B);

        sandboxes.askForGpus(given.name(B));
        assertThat(standing(sandboxes, B, later)).get().isInstanceOf(Queued.class);
    }

    @Test
    void who_waits_is_not_taken_for_idle() {
        open(A);
        open(B);
        open(C);
        Instant later = CLOCK.instant().plus(Duration.ofMinutes(31));
        sandboxes.sweep(later);
        assertThat(phase(A)).isEqualTo(ClusterSandboxStatus.Phase.SUSPENDED);
        assertThat(phase(C)).isEqualTo(ClusterSandboxStatus.Phase.OPEN);
    }

    private ClusterSandboxStatus.Phase phase(String suffix) {
        return status(suffix).phase();
    }

    @Test
    void platforms_that_decide_at_once_give_each_to_one() throws Exception {
        List<String> all = List.of(A, B, C, "-d");
        sandboxes.prepare();
        for (String suffix : all) {
            sandboxes.open(
                    new ClusterRequest(
                            given.name(suffix),
                            GivenClusterSandboxes.with(device, Duration.ofHours(2)),
                            "learner-" + id,
                            Isolation.NAMESPACE),
                    Progress.UNHEARD);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<GpuQueued>> rounds = IntStream.range(0, 4)
                    .mapToObj(platform -> threads.submit(() -> platform().queueGpus(CLOCK.instant())))
                    .toList();
            for (Future<GpuQueued> round : rounds) {
                round.get();
            }
        }
        List<Optional<State>> standings = all.stream().map(this::standing).toList();
        assertThat(standings).filteredOn(Optional.of(new Granted())::equals).hasSize(2);
        assertThat(new GpuGate(given.client(), new Patience(PATIENCE)).shut())
                .filteredOn(namespace -> all.stream().map(given::namespace).anyMatch(namespace::equals))
                .hasSize(2);
    }

    @Test
    void what_somebody_changed_or_died_over_is_put_right_by_the_next_round() {
        open(A);
        train(A);
        awaitTraining(A);
        open(B);
        open(C);
        given.client()
                .resourceQuotas()
                .inNamespace(given.namespace(C))
                .withName("sandbox.gpu-queue")
                .delete();
        GpuGate gate = new GpuGate(given.client(), new Patience(PATIENCE));
        ClusterSandboxStatus a = status(A);
        gate.shut(a, a.gpus().orElseThrow());
        standing(A);
        assertThat(gate.shut()).contains(given.namespace(C)).doesNotContain(given.namespace(A));

        // Whose turn it is was lost: who holds one on a node keeps it, the others queue again.
        books().stream()
                .filter(book -> book.getMetadata().getName().startsWith("gpu-turns-"))
                .forEach(book -> given.client()
                        .resource(new ConfigMapBuilder(book)
                                .withData(Map.of("resource", device, "turns", "nonsense"))
                                .build())
                        .update());
        assertThat(standing(A)).contains(new Granted());
        assertThat(Stream.of(B, C).map(this::standing))
                .filteredOn(Optional.of(new Granted())::equals)
                .hasSize(1);
    }
}
