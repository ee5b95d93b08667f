package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static academy.ascent.sandbox.cluster.GivenNamespace.quantities;
import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxClass;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Whatever somebody changes in sandboxes is put right, and nothing is written where nothing has changed. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class UpkeepE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String B = "-b";
    private static final Function<String, Optional<SandboxClass>> CLASSES =
            name -> Optional.of(GivenClusterSandboxes.small(name));

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

    private void open(String... suffixes) {
        for (String suffix : suffixes) {
            sandboxes.open(given.request(suffix, Isolation.NAMESPACE), Progress.UNHEARD);
        }
    }

    /** Of this test's sandboxes. */
    private List<Repaired> repaired(Function<String, Optional<SandboxClass>> classes) {
        return sandboxes.repair(classes).stream()
                .filter(one -> List.of(given.name(A), given.name(B)).contains(one.name()))
                .toList();
    }

    private ResourceQuota quota(String suffix) {
        return given.client()
                .resourceQuotas()
                .inNamespace(given.namespace(suffix))
                .withName("cpu-small")
                .get();
    }

    @Test
    void what_is_as_it_is_to_be_costs_one_list_of_each_kind_and_no_write() {
        open(A, B);
        CountedCalls calls = new CountedCalls();
        try (KubernetesClient client = calls.of(given.client().getConfiguration())) {
            ClusterSandboxes counted = new ClusterSandboxes(client, SETTINGS, PATIENCE, CLOCK);
            assertThat(counted.repair(CLASSES))
                    .noneMatch(one -> List.of(given.name(A), given.name(B)).contains(one.name()));
        }
        assertThat(calls.sums())
                .isEqualTo(Map.of(
                        "GET namespaces", 1L,
                        "GET resourcequotas", 1L,
                        "GET limitranges", 1L,
                        "GET networkpolicies", 1L,
                        "GET serviceaccounts", 1L,
                        "GET roles", 1L,
                        "GET rolebindings", 1L));
    }

    @Test
    void what_somebody_has_changed_or_deleted_is_put_right() {
        open(A, B);
        KubernetesClient client = given.client();
        client.resourceQuotas()
                .inNamespace(given.namespace(A))
                .withName("cpu-small")
                .edit(quota -> new ResourceQuotaBuilder(quota)
                        .editSpec()
                        .addToHard(quantities(Map.of("pods", "500")))
                        .endSpec()
                        .build());
        client.network().networkPolicies().inNamespace(given.namespace(A)).delete();
        List<Repaired> repaired = repaired(CLASSES);
        assertThat(repaired).hasSize(1);
        assertThat(repaired.getFirst().name()).isEqualTo(given.name(A));
        assertThat(repaired.getFirst().failure()).isEmpty();
        assertThat(repaired.getFirst().objects())
                .contains("ResourceQuota cpu-small")
                .allMatch(object -> object.startsWith("ResourceQuota ") || object.startsWith("NetworkPolicy "));
        assertThat(quota(A).getSpec().getHard().get("pods")).hasToString("6");
        assertThat(client.network()
                        .networkPolicies()
                        .inNamespace(given.namespace(A))
                        .list()
                        .getItems())
                .isNotEmpty();
        assertThat(repaired(CLASSES)).isEmpty();
    }

    @Test
    void a_suspended_sandbox_stays_suspended_and_its_bounds_hold() {
        open(A);
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        given.client()
                .limitRanges()
                .inNamespace(given.namespace(A))
                .withName("containers")
                .delete();
        assertThat(repaired(CLASSES))
                .containsExactly(new Repaired(given.name(A), List.of("LimitRange containers"), Optional.empty()));
        assertThat(given.client()
                        .resourceQuotas()
                        .inNamespace(given.namespace(A))
                        .withName("sandbox.suspended")
                        .get())
                .isNotNull();
        assertThat(repaired(CLASSES)).isEmpty();
    }

    @Test
    void a_class_that_has_changed_is_taken_up_and_one_that_is_gone_is_told() {
        open(A);
        SandboxClass small = GivenClusterSandboxes.small("cpu-small");
        SandboxClass wider = new SandboxClass(
                small.name(),
                small.cpuMillis(),
                small.memoryBytes(),
                9,
                small.processes(),
                small.storageBytes(),
                small.volumes(),
                small.services(),
                small.gpus(),
                small.stay());
        assertThat(repaired(_ -> Optional.of(wider)))
                .containsExactly(new Repaired(given.name(A), List.of("ResourceQuota cpu-small"), Optional.empty()));
        assertThat(quota(A).getSpec().getHard().get("pods")).hasToString("9");
        assertThat(repaired(_ -> Optional.empty()))
                .containsExactly(new Repaired(
                        given.name(A),
                        List.of(),
                        Optional.of("There is no class cpu-small any more; its sandboxes stay as they are")));
    }
}
