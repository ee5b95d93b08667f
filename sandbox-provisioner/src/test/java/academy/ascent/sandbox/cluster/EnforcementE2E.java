package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenNamespace.careful;
import static academy.ascent.sandbox.cluster.GivenNamespace.pod;
import static academy.ascent.sandbox.cluster.GivenNamespace.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeItemBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an API server enforces in a namespace, in its own words. */
@ClusterTest
class EnforcementE2E {
    private static final Map<String, String> GPU = Map.of("nvidia.com/gpu", "1");

    @Test
    void a_second_gpu_is_refused_by_the_quota(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.quota("gpu", Map.of("requests.nvidia.com/gpu", "1"));
            namespace.create(pod("first", GPU).build());
            assertThat(namespace.refusal(pod("second", GPU).build()))
                    .isEqualTo("pods \"second\" is forbidden: exceeded quota: gpu, requested:"
                            + " requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=1, limited:"
                            + " requests.nvidia.com/gpu=1");
            namespace.create(pod("third", Map.of()).build());
        }
    }

    @Test
    void a_sum_beyond_the_quota_is_refused_with_all_that_is_exceeded(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.quota("cpu-small", Map.of("limits.cpu", "2", "limits.memory", "1Gi", "pods", "4"));
            namespace.create(
                    pod("first", Map.of("cpu", "1500m", "memory", "768Mi")).build());
            assertThat(namespace.refusal(
                            pod("second", Map.of("cpu", "1", "memory", "512Mi")).build()))
                    .isEqualTo("pods \"second\" is forbidden: exceeded quota: cpu-small, requested:"
                            + " limits.cpu=1,limits.memory=512Mi, used: limits.cpu=1500m,limits.memory=768Mi,"
                            + " limited: limits.cpu=2,limits.memory=1Gi");
            assertThat(namespace.refusal(pod("third", Map.of("cpu", "100m")).build()))
                    .isEqualTo("pods \"third\" is forbidden: failed quota: cpu-small: must specify limits.memory for:"
                            + " server");
        }
    }

    @Test
    void a_limit_range_gives_defaults_and_refuses_more_than_its_maximum(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.limits(new LimitRangeItemBuilder()
                    .withType("Container")
                    .withDefault(quantities(Map.of("cpu", "500m")))
                    .withDefaultRequest(quantities(Map.of("cpu", "100m")))
                    .withMax(quantities(Map.of("cpu", "1")))
                    .build());
            ResourceRequirements given =
                    resources(namespace.create(pod("modest", Map.of()).build()));
            assertThat(given.getLimits()).isEqualTo(quantities(Map.of("cpu", "500m")));
            assertThat(given.getRequests()).isEqualTo(quantities(Map.of("cpu", "100m")));
            assertThat(namespace.refusal(pod("greedy", Map.of("cpu", "2")).build()))
                    .isEqualTo("pods \"greedy\" is forbidden: maximum cpu usage per Container is 1, but limit is 2");
        }
    }

    /** Why a sandbox's limit range states a default of 0 for GPUs. */
    @Test
    void a_maximum_of_gpus_alone_gives_every_container_that_many(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            namespace.limits(new LimitRangeItemBuilder()
                    .withType("Container")
                    .withMax(quantities(GPU))
                    .build());
            assertThat(resources(namespace.create(pod("plain", Map.of()).build()))
                            .getRequests())
                    .isEqualTo(quantities(GPU));
        }
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "privileged")) {
            Map<String, String> none = Map.of("nvidia.com/gpu", "0");
            namespace.limits(new LimitRangeItemBuilder()
                    .withType("Container")
                    .withMax(quantities(GPU))
                    .withDefault(quantities(none))
                    .withDefaultRequest(quantities(none))
                    .build());
            assertThat(resources(namespace.create(pod("plain", Map.of()).build()))
                            .getRequests())
                    .isEqualTo(quantities(none));
        }
    }

    @Test
    void the_restricted_level_refuses_a_privileged_pod(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "restricted")) {
            Pod privileged = pod("privileged", Map.of())
                    .editSpec()
                    .editFirstContainer()
                    .withNewSecurityContext()
                    .withPrivileged(true)
                    .endSecurityContext()
                    .endContainer()
                    .endSpec()
                    .build();
            assertThat(namespace.refusal(privileged))
                    .startsWith(
                            "pods \"privileged\" is forbidden: violates PodSecurity \"restricted:latest\": privileged"
                                    + " (container \"server\" must not set securityContext.privileged=true), ")
                    .contains("allowPrivilegeEscalation != false", "runAsNonRoot != true", "seccompProfile");
        }
    }

    @Test
    void the_restricted_level_admits_a_careful_pod(TestCluster cluster) {
        try (GivenNamespace namespace = GivenNamespace.in(cluster, "restricted")) {
            assertThat(namespace
                            .create(careful("careful", Map.of()))
                            .getMetadata()
                            .getUid())
                    .isNotBlank();
        }
    }

    private static ResourceRequirements resources(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getResources();
    }
}
