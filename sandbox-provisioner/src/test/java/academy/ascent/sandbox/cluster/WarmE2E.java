package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Sandboxes that are made before anybody asks for them, on a real API server. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class WarmE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String ANNE = "learner-1";

    private GivenClusterSandboxes given;
    private GivenWarm warm;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given = new GivenClusterSandboxes(cluster);
        warm = new GivenWarm(cluster, given);
        sandboxes = given.platform(CLOCK);
        sandboxes.prepare();
    }

    @AfterEach
    void removeWhatWasMade() {
        warm.close();
        given.close();
    }

    private Optional<SandboxClass> classes(String name) {
        return List.of(warm.small(), warm.gpu()).stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : tasks.stream().map(threads::submit).toList()) {
                results.add(each.get());
            }
        }
        return results;
    }

    @Test
    void one_is_nobodys_until_it_is_taken() {
        assertThat(warm.kept(1).made()).hasSize(1);
        SandboxName place = warm.ready().getFirst();
        assertThat(sandboxes.list()).extracting(ClusterSandboxStatus::place).doesNotContain(place);
        assertThat(sandboxes.find(place)).isEmpty();
        assertThatThrownBy(() -> sandboxes.kubeconfig(place)).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> new ClusterRequest(place, warm.small(), ANNE, Isolation.NAMESPACE))
                .isInstanceOf(IllegalArgumentException.class);
        sandboxes.close(place);
        assertThat(warm.ready()).containsExactly(place);
    }

    @Test
    void one_that_is_taken_is_the_learners_as_if_it_had_been_opened_from_nothing() {
        warm.kept(1);
        SandboxName place = warm.ready().getFirst();
        Instant before = CLOCK.instant();
        List<Progress> told = new ArrayList<>();
        ClusterSandboxStatus taken = sandboxes.open(warm.request(A, ANNE), told::add);
        assertThat(told).extracting(Progress::step).containsExactly(Step.CHOOSING, Step.TAKING, Step.TAKEN);
        assertThat(taken.place()).isEqualTo(place);
        assertThat(taken.name()).isEqualTo(given.name(A));
        assertThat(taken.owner()).isEqualTo(ANNE);
        assertThat(taken.opened()).isAfterOrEqualTo(before);
        assertThat(taken.term().orElseThrow().expires())
                .isEqualTo(taken.opened().plus(Duration.ofHours(4)));
        assertThat(sandboxes.find(given.name(A))).contains(taken);
        assertThat(sandboxes.list()).contains(taken);
        assertThat(warm.ready()).isEmpty();
        assertThat(sandboxes.repair(this::classes)).extracting(Repaired::name).doesNotContain(given.name(A));
        lives(place);
    }

    private void lives(SandboxName place) {
        SandboxName name = given.name(A);
        assertThat(sandboxes.kubeconfig(name).yaml()).contains(ClusterSandbox.namespace(place));
        assertThat(sandboxes.suspend(name, Progress.UNHEARD).phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(sandboxes.open(warm.request(A, ANNE), Progress.UNHEARD).place())
                .isEqualTo(place);
        assertThat(sandboxes.extend(name)).isInstanceOf(Extension.Granted.class);
        assertThat(sandboxes.work(name).pods()).isEmpty();
        assertThatThrownBy(() -> sandboxes.open(warm.request(A, "learner-2"), Progress.UNHEARD))
                .hasMessageContaining("somebody else's");
        sandboxes.close(name);
        assertThat(sandboxes.find(name)).isEmpty();
        assertThat(warm.namespaces()).isEmpty();
        assertThat(sandboxes.open(warm.request(A, ANNE), Progress.UNHEARD).place())
                .isEqualTo(name);
    }

    @Test
    void what_expired_comes_back_in_one_that_was_made_ahead() {
        ClusterSandboxes yesterday =
                given.platform(InstantSource.fixed(CLOCK.instant().minus(Duration.ofDays(1))));
        yesterday.open(warm.request(A, ANNE), Progress.UNHEARD);
        given.create(A, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kept}
                """);
        assertThat(sandboxes.sweep(CLOCK.instant())).contains(new Swept(given.name(A), new Swept.Closed()));
        warm.kept(1);
        ClusterSandboxStatus taken = sandboxes.open(warm.request(A, ANNE), Progress.UNHEARD);
        assertThat(WarmPool.isPlace(taken.place())).isTrue();
        assertThat(sandboxes.restore(given.name(A)).made()).containsExactly("ConfigMap kept");
        assertThat(given.client()
                        .configMaps()
                        .inNamespace(taken.namespace())
                        .withName("kept")
                        .get())
                .isNotNull();
    }

    @Test
    void each_is_taken_by_one_of_many_who_open_at_once() throws Exception {
        warm.kept(3);
        List<ClusterSandboxStatus> opened = atOnce(IntStream.range(0, 6)
                .<Callable<ClusterSandboxStatus>>mapToObj(i ->
                        () -> given.platform(CLOCK).open(warm.request("-" + i, "learner-" + i), Progress.UNHEARD))
                .toList());
        assertThat(opened).extracting(ClusterSandboxStatus::place).doesNotHaveDuplicates();
        assertThat(opened).filteredOn(one -> WarmPool.isPlace(one.place())).hasSize(3);
        assertThat(opened).allSatisfy(one -> {
            assertThat(one.phase()).isEqualTo(Phase.OPEN);
            assertThat(sandboxes.find(one.name()).orElseThrow()).isEqualTo(one);
        });
        assertThat(opened).extracting(ClusterSandboxStatus::owner).doesNotHaveDuplicates();
    }

    @Test
    void one_learner_who_opens_many_times_at_once_takes_one() throws Exception {
        warm.kept(3);
        List<ClusterSandboxStatus> opened = atOnce(IntStream.range(0, 5)
                .<Callable<ClusterSandboxStatus>>mapToObj(
                        _ -> () -> given.platform(CLOCK).open(warm.request(A, ANNE), Progress.UNHEARD))
                .toList());
        assertThat(opened)
                .extracting(ClusterSandboxStatus::place)
                .containsOnly(opened.getFirst().place());
        assertThat(opened)
                .extracting(ClusterSandboxStatus::opened)
                .containsOnly(opened.getFirst().opened());
        assertThat(warm.ready()).hasSize(2);
        assertThat(warm.namespaces()).hasSize(3);
    }

    /** One makes its namespace while another takes what was made ahead: the first to write it down is gone by. */
    @Test
    void of_two_platforms_that_choose_differently_one_gives_way() {
        ClusterSandboxStatus[] other = new ClusterSandboxStatus[1];
        ClusterSandboxStatus mine = sandboxes.open(warm.request(A, ANNE), progress -> {
            if (progress.step() == Step.MAKING_NAMESPACE && other[0] == null) {
                warm.kept(1);
                other[0] = given.platform(CLOCK).open(warm.request(A, ANNE), Progress.UNHEARD);
            }
        });
        assertThat(WarmPool.isPlace(other[0].place())).isTrue();
        assertThat(mine.place()).isEqualTo(other[0].place());
        assertThat(mine.opened()).isEqualTo(other[0].opened());
        assertThat(warm.namespaces()).hasSize(1);
    }

    @RepeatedTest(3)
    void platforms_that_keep_at_once_make_no_more_than_is_wanted_and_what_is_taken_is_made_anew() throws Exception {
        atOnce(IntStream.range(0, 4)
                .<Callable<WarmKept>>mapToObj(_ -> () -> warm.kept(2))
                .toList());
        assertThat(warm.namespaces()).hasSize(2);
        assertThat(warm.kept(2).made()).isEmpty();
        sandboxes.open(warm.request(A, ANNE), Progress.UNHEARD);
        assertThat(warm.ready()).hasSize(1);
        assertThat(warm.kept(2).made()).hasSize(1);
        assertThat(warm.ready()).hasSize(2);
    }

    @Test
    void what_is_too_much_is_closed_and_nothing_stays_where_nothing_is_wanted() {
        warm.kept(3);
        sandboxes.open(warm.request(A, ANNE), Progress.UNHEARD);
        assertThat(warm.kept(1).closed()).hasSize(1);
        assertThat(warm.ready()).hasSize(1);
        assertThat(warm.platform()
                        .keep(List.of(), CLOCK.instant(), Progress.UNHEARD)
                        .closed())
                .hasSize(1);
        assertThat(warm.ready()).isEmpty();
        assertThat(sandboxes.find(given.name(A)).orElseThrow().phase()).isEqualTo(Phase.OPEN);
    }

    @Test
    void what_is_too_old_or_of_a_class_that_has_changed_is_replaced_and_not_taken() {
        WarmWish wish = new WarmWish(warm.small(), Isolation.NAMESPACE, 1);
        SandboxName first = made(warm.kept(wish, CLOCK.instant().minus(WarmPlan.MOST_AGE)));
        WarmKept second = warm.kept(wish, CLOCK.instant());
        assertThat(second.closed()).containsExactly(first);
        SandboxClass changed = GivenClusterSandboxes.with("nvidia.com/gpu", Duration.ofHours(2));
        SandboxClass sameName = new SandboxClass(
                warm.small().name(),
                1000,
                changed.memoryBytes(),
                6,
                200,
                8L << 30,
                3,
                4,
                Optional.empty(),
                changed.stay());
        ClusterSandboxStatus opened =
                sandboxes.open(warm.request(A, ANNE, sameName, Isolation.NAMESPACE), Progress.UNHEARD);
        assertThat(opened.place()).isEqualTo(given.name(A));
        WarmKept third = warm.kept(new WarmWish(sameName, Isolation.NAMESPACE, 1), CLOCK.instant());
        assertThat(third.closed()).containsExactly(made(second));
        assertThat(warm.ready()).containsExactly(made(third));
    }

    private static SandboxName made(WarmKept kept) {
        assertThat(kept.failures()).isEmpty();
        return kept.made().keySet().iterator().next();
    }

    @Test
    void a_class_whose_device_the_cluster_lacks_is_left_out() {
        SandboxClass odd = GivenClusterSandboxes.with("example.org/odd", Duration.ofHours(1));
        assertThat(warm.kept(new WarmWish(odd, Isolation.NAMESPACE, 2), CLOCK.instant()))
                .isEqualTo(new WarmKept(Map.of(), List.of(), List.of()));
    }

    @Test
    void what_was_changed_in_one_is_put_right_and_a_sweep_leaves_it_alone() {
        SandboxName place = made(warm.kept(
                new WarmWish(warm.small(), Isolation.NAMESPACE, 1),
                CLOCK.instant().minus(Duration.ofHours(10))));
        given.client()
                .network()
                .networkPolicies()
                .inNamespace(ClusterSandbox.namespace(place))
                .withName("deny-all")
                .delete();
        assertThat(sandboxes.repair(this::classes))
                .contains(new Repaired(place, List.of("NetworkPolicy deny-all"), Optional.empty()));
        assertThat(sandboxes.sweep(CLOCK.instant())).extracting(Swept::name).doesNotContain(place);
        assertThat(sandboxes.repair(name -> Optional.empty()))
                .extracting(Repaired::name)
                .doesNotContain(place);
        assertThat(warm.ready()).containsExactly(place);
    }

    @Test
    void one_with_gpus_has_none_until_it_is_its_learners_turn() {
        warm.kept(new WarmWish(warm.gpu(), Isolation.NAMESPACE, 1), CLOCK.instant());
        SandboxName place = warm.ready().getFirst();
        assertThat(sandboxes.meterGpus(CLOCK.instant()).uses())
                .extracting(GpuUse::sandbox)
                .doesNotContain(place);
        assertThat(sandboxes.queueGpus(CLOCK.instant()).standings())
                .extracting(GpuStanding::sandbox)
                .doesNotContain(place);
        assertThat(gates(place)).contains("sandbox.gpu-queue");
        sandboxes.open(warm.request(A, ANNE, warm.gpu(), Isolation.NAMESPACE), Progress.UNHEARD);
        assertThat(gates(place)).contains("sandbox.gpu-queue");
        assertThat(sandboxes.queueGpus(CLOCK.instant()).standings())
                .contains(new GpuStanding(given.name(A), "nvidia.com/gpu", 1, new GpuStanding.Granted()));
        assertThat(gates(place)).doesNotContain("sandbox.gpu-queue");
    }

    private List<String> gates(SandboxName place) {
        return given.client().resourceQuotas().inNamespace(ClusterSandbox.namespace(place)).list().getItems().stream()
                .map(quota -> quota.getMetadata().getName())
                .toList();
    }

    @Test
    void a_virtual_cluster_that_is_ready_is_taken_with_the_address_that_it_has() {
        warm.volume();
        WarmWish wish = new WarmWish(warm.small(), Isolation.VIRTUAL_CLUSTER, 1);
        SandboxName place = made(warm.kept(wish, CLOCK.instant()));
        String before = controlPlane(place);
        ClusterSandboxStatus taken =
                sandboxes.open(warm.request(A, ANNE, warm.small(), Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        assertThat(taken.place()).isEqualTo(place);
        assertThat(sandboxes.repair(this::classes)).extracting(Repaired::name).doesNotContain(given.name(A));
        assertThat(controlPlane(place)).isEqualTo(before);
    }

    private String controlPlane(SandboxName place) {
        return given.client()
                .pods()
                .inNamespace(ClusterSandbox.namespace(place))
                .withName("sandbox-0")
                .require()
                .getMetadata()
                .getUid();
    }
}
