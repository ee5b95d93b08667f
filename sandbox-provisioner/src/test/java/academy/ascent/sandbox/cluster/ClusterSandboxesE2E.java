package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A sandbox's life on a real API server, which alone knows of it. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class ClusterSandboxesE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";

    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(CLOCK);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    @Test
    void what_one_platform_opens_another_finds() {
        Instant before = CLOCK.instant();
        ClusterSandboxStatus opened = sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        ClusterSandboxes another = given.platform(CLOCK);
        assertThat(another.find(given.name(A))).contains(opened);
        assertThat(another.list()).contains(opened);
        assertThat(opened.phase()).isEqualTo(Phase.OPEN);
        assertThat(opened.owner()).isEqualTo("learner-7");
        assertThat(opened.sandboxClass()).isEqualTo("cpu-small");
        assertThat(opened.opened()).isAfterOrEqualTo(before);
        assertThat(opened.term().orElseThrow().expires())
                .isEqualTo(opened.opened().plus(Duration.ofHours(4)));
        assertThat(another.find(given.name("-b"))).isEmpty();
    }

    @Test
    void each_step_of_opening_is_told() {
        List<Progress> told = new ArrayList<>();
        sandboxes.open(given.request(A, Isolation.NAMESPACE), told::add);
        assertThat(told)
                .extracting(Progress::step)
                // A wait is told again with its reason, if it has not come true at once.
                .startsWith(Step.LOOKING, Step.MAKING_NAMESPACE, Step.MAKING_BOUNDS, Step.WAITING_FOR_QUOTA)
                .endsWith(Step.WAITING_FOR_QUOTA, Step.MAKING_WORKLOADS, Step.RECORDING_OUTCOME)
                .containsOnly(
                        Step.LOOKING,
                        Step.MAKING_NAMESPACE,
                        Step.MAKING_BOUNDS,
                        Step.WAITING_FOR_QUOTA,
                        Step.MAKING_WORKLOADS,
                        Step.RECORDING_OUTCOME);
        assertThat(told)
                .extracting(Progress::line)
                .contains("making the namespace " + given.namespace(A), "waiting for the quota cpu-small");
    }

    @Test
    void many_who_open_the_same_at_once_get_one() throws Exception {
        List<ClusterSandboxStatus> opened = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ClusterSandboxStatus>> all = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(
                            () -> given.platform(CLOCK).open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD)))
                    .toList();
            for (Future<ClusterSandboxStatus> each : all) {
                opened.add(each.get());
            }
        }
        assertThat(opened).extracting(ClusterSandboxStatus::phase).containsOnly(Phase.OPEN);
        assertThat(opened)
                .extracting(ClusterSandboxStatus::opened)
                .containsOnly(opened.getFirst().opened());
        assertThat(quotas()).containsExactly("cpu-small");
    }

    @Test
    void another_class_isolation_or_owner_of_the_same_name_is_refused() {
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        List<Progress> told = new ArrayList<>();
        ClusterRequest other = new ClusterRequest(given.name(A), small("gpu-small"), "learner-7", Isolation.NAMESPACE);
        assertThatThrownBy(() -> sandboxes.open(other, told::add))
                .satisfies(failure -> hasCode(failure, Code.NAME_TAKEN))
                .hasMessageContaining(
                        "is there with class cpu-small and isolation namespace, not gpu-small and namespace");
        assertThat(told.getLast().step()).isEqualTo(Step.REFUSED);
        assertThatThrownBy(() -> sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD))
                .satisfies(failure -> hasCode(failure, Code.NAME_TAKEN));
        ClusterRequest stranger =
                new ClusterRequest(given.name(A), small("cpu-small"), "learner-8", Isolation.NAMESPACE);
        assertThatThrownBy(() -> sandboxes.open(stranger, Progress.UNHEARD))
                .satisfies(failure -> hasCode(failure, Code.NAME_TAKEN))
                .hasMessageContaining("somebody else's");
        assertThat(quotas()).containsExactly("cpu-small");
    }

    @Test
    void what_is_closed_is_gone_and_can_be_opened_while_it_is_still_being_removed() {
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        String first = uid();
        given.client().namespaces().withName(given.namespace(A)).delete();
        ClusterSandboxStatus again = sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        assertThat(again.phase()).isEqualTo(Phase.OPEN);
        assertThat(uid()).isNotEqualTo(first);
        sandboxes.close(given.name(A));
        assertThat(sandboxes.find(given.name(A))).isEmpty();
        assertThatThrownBy(() -> sandboxes.used(given.name(A))).satisfies(failure -> hasCode(failure, Code.NOT_FOUND));
        sandboxes.close(given.name(A));
    }

    @Test
    void a_namespace_that_does_not_go_is_told_with_what_it_waits_for() {
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        given.create(A, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kept, finalizers: [ascent.academy/test]}
                """);
        ClusterSandboxes hasty = given.platform(CLOCK, Duration.ofSeconds(8));
        try {
            assertThatThrownBy(() -> hasty.close(given.name(A)))
                    .satisfies(failure -> hasCode(failure, Code.UNAVAILABLE))
                    .hasMessageContaining("After 8 s still waiting for the namespace")
                    .hasMessageContaining("Some content in the namespace has finalizers remaining");
            assertThat(sandboxes.find(given.name(A)).orElseThrow().phase()).isEqualTo(Phase.CLOSING);
        } finally {
            given.client()
                    .configMaps()
                    .inNamespace(given.namespace(A))
                    .withName("kept")
                    .edit(map -> map.edit()
                            .editMetadata()
                            .withFinalizers()
                            .endMetadata()
                            .build());
        }
        assertThat(sandboxes
                        .open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD)
                        .phase())
                .isEqualTo(Phase.OPEN);
    }

    @Test
    void extensions_are_counted_against_the_class_whoever_asks() {
        ClusterSandboxes past =
                given.platform(InstantSource.fixed(CLOCK.instant().minus(Duration.ofHours(1))));
        ClusterSandboxStatus opened = past.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        for (int left = 1; left >= 0; left--) {
            Extension.Granted granted =
                    (Extension.Granted) given.platform(CLOCK).extend(given.name(A));
            assertThat(granted.sandbox().term().orElseThrow().extensionsLeft()).isEqualTo(left);
            assertThat(granted.sandbox().term().orElseThrow().expires())
                    .isAfter(opened.term().orElseThrow().expires().plus(Duration.ofMinutes(59)));
        }
        assertThat(sandboxes.extend(given.name(A)))
                .isInstanceOfSatisfying(
                        Extension.Refused.class,
                        refused -> assertThat(refused.reason()).contains("as often as class cpu-small allows"));
        Extension.Granted given = (Extension.Granted) sandboxes.give(this.given.name(A));
        assertThat(given.sandbox().term().orElseThrow().extensionsLeft()).isZero();
        assertThat(sandboxes.find(this.given.name(A))).contains(given.sandbox());
    }

    @Test
    void a_sweep_suspends_what_is_idle_closes_what_is_past_its_time_and_leaves_the_rest(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        Instant now = CLOCK.instant();
        ClusterSandboxes hourAgo = given.platform(InstantSource.fixed(now.minus(Duration.ofHours(1))));
        ClusterSandboxes yesterday = given.platform(InstantSource.fixed(now.minus(Duration.ofDays(1))));
        hourAgo.open(given.request("-idle", Isolation.NAMESPACE), Progress.UNHEARD);
        hourAgo.open(given.request("-used", Isolation.NAMESPACE), Progress.UNHEARD);
        sandboxes.used(given.name("-used"));
        yesterday.open(given.request("-old", Isolation.NAMESPACE), Progress.UNHEARD);
        sandboxes.used(given.name("-old"));
        assertThat(own(sandboxes.sweep(now)))
                .containsExactlyInAnyOrder(
                        new Swept(given.name("-idle"), new Swept.Suspended()),
                        new Swept(given.name("-old"), new Swept.Closed()));
        assertThat(sandboxes.find(given.name("-idle")).orElseThrow().phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(sandboxes.find(given.name("-used")).orElseThrow().phase()).isEqualTo(Phase.OPEN);
        sandboxes.close(given.name("-old"));
        assertThat(sandboxes.find(given.name("-old"))).isEmpty();
        assertThat(own(sandboxes.sweep(now))).isEmpty();
    }

    @Test
    void a_sweep_tells_what_it_could_not_do_and_does_the_rest(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        Instant now = CLOCK.instant();
        ClusterSandboxes hourAgo = given.platform(InstantSource.fixed(now.minus(Duration.ofHours(1))));
        hourAgo.open(given.request("-stuck", Isolation.NAMESPACE), Progress.UNHEARD);
        hourAgo.open(given.request("-idle", Isolation.NAMESPACE), Progress.UNHEARD);
        given.client()
                .pods()
                .inNamespace(given.namespace("-stuck"))
                .resource(GivenClusterSandboxes.pod("stuck")
                        .edit()
                        .editMetadata()
                        .withFinalizers("ascent.academy/test")
                        .endMetadata()
                        // No node of this name plays its end; one without a node would be taken for failed.
                        .editSpec()
                        .withNodeName("nowhere")
                        .endSpec()
                        .build())
                .create();
        try {
            List<Swept> swept = own(given.platform(CLOCK, Duration.ofSeconds(5)).sweep(now));
            assertThat(swept)
                    .contains(new Swept(given.name("-idle"), new Swept.Suspended()))
                    .contains(new Swept(
                            given.name("-stuck"),
                            new Swept.Failed(
                                    "After 5 s still waiting for pods to end, of which there are 1; try again")));
            assertThat(sandboxes.find(given.name("-stuck")).orElseThrow().phase())
                    .isEqualTo(Phase.SUSPENDING);
        } finally {
            given.client()
                    .pods()
                    .inNamespace(given.namespace("-stuck"))
                    .withName("stuck")
                    .edit(pod -> pod.edit()
                            .editMetadata()
                            .withFinalizers()
                            .endMetadata()
                            .build());
            given.client()
                    .pods()
                    .inNamespace(given.namespace("-stuck"))
                    .withName("stuck")
                    .withGracePeriod(0)
                    .delete();
        }
        assertThat(own(sandboxes.sweep(now))).containsExactly(new Swept(given.name("-stuck"), new Swept.Suspended()));
    }

    private List<Swept> own(List<Swept> swept) {
        return swept.stream()
                .filter(each -> each.name().value().startsWith(given.name("").value()))
                .toList();
    }

    private List<String> quotas() {
        return given.client().resourceQuotas().inNamespace(given.namespace(A)).list().getItems().stream()
                .map(ResourceQuota::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    private String uid() {
        return given.client()
                .namespaces()
                .withName(given.namespace(A))
                .get()
                .getMetadata()
                .getUid();
    }

    private static void hasCode(Throwable failure, Code code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SandboxException.class, told -> assertThat(told.code()).isEqualTo(code));
    }
}
