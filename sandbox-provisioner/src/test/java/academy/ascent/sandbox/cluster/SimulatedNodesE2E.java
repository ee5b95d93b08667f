package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenNamespace.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scheduler places pods on nodes that kwok plays, GPUs included, and kwok says that they are ready. */
@ClusterTest
class SimulatedNodesE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "cpu, 100m, ''",
        "nvidia.com/gpu, 8, whole-gpus",
        "nvidia.com/mig-1g.10gb, 1, sliced-gpus",
        "nvidia.com/gpu.shared, 1, shared-gpus"
    })
    void a_pod_becomes_ready_on_a_node_that_has_what_it_asks_for(
            String resource, String amount, String node, TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.create(pod("server", Map.of(resource, amount)).build());
            await().atMost(PATIENCE).until(() -> condition(namespace.pod("server"), "Ready"), "True"::equals);
            assertThat(namespace.pod("server").getSpec().getNodeName()).contains(node);
        }
    }

    @Test
    void a_pod_that_asks_for_more_gpus_than_any_node_has_stays_pending_with_the_reason(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.create(pod("greedy", Map.of("nvidia.com/gpu", "9")).build());
            await().atMost(PATIENCE).until(() -> condition(namespace.pod("greedy"), "PodScheduled"), "False"::equals);
            Pod pod = namespace.pod("greedy");
            assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
            assertThat(pod.getStatus().getConditions())
                    .anySatisfy(
                            condition -> assertThat(condition.getMessage()).contains("Insufficient nvidia.com/gpu"));
        }
    }

    private static String condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getStatus())
                .findFirst()
                .orElse("");
    }
}
