package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static academy.ascent.sandbox.cluster.GivenSandbox.clusterClass;
import static academy.ascent.sandbox.cluster.GivenSandbox.sandbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @ParameterizedTest
    @CsvSource({
        "limits.cpu, 2, 3200m",
        "limits.memory, 1Gi, 2218Mi",
        "pods, 4, 6",
        "requests.storage, 5Gi, 7Gi",
        "persistentvolumeclaims, 2, 3",
        "services, 4, 7",
        "services.nodeports, 0, 0",
        "services.loadbalancers, 0, 0",
        "count/resourceclaims.resource.k8s.io, 0, 0",
        "requests.nvidia.com/gpu, 0, 0",
        "requests.nvidia.com/mig-1g.10gb, 0, 0",
        "requests.nvidia.com/gpu.shared, 0, 0"
    })
    void the_quota_is_the_class_and_what_a_control_plane_needs(String key, String plain, String virtual) {
        assertThat(hard(Isolation.NAMESPACE, Map.of(), key)).hasToString(plain);
        assertThat(hard(Isolation.VIRTUAL_CLUSTER, Map.of(), key)).hasToString(virtual);
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia.com/gpu, 1, 0, 0",
        "nvidia.com/mig-1g.10gb, 0, 1, 0",
        "nvidia.com/gpu.shared, 0, 0, 1",
    })
    void every_device_of_the_cluster_has_a_key_whatever_the_class_has(
            String device, String whole, String sliced, String shared) {
        Map<String, Integer> devices = Map.of(device, 1);
        for (Isolation isolation : Isolation.values()) {
            assertThat(hard(isolation, devices, "requests.nvidia.com/gpu")).hasToString(whole);
            assertThat(hard(isolation, devices, "requests.nvidia.com/mig-1g.10gb"))
                    .hasToString(sliced);
            assertThat(hard(isolation, devices, "requests.nvidia.com/gpu.shared"))
                    .hasToString(shared);
        }
    }

    @Test
    void only_requests_of_devices_are_bound() {
        assertThat(quota(Isolation.NAMESPACE, Map.of("nvidia.com/gpu", 2))
                        .getSpec()
                        .getHard()
                        .keySet())
                .filteredOn(key -> key.contains("nvidia"))
                .allMatch(key -> key.startsWith("requests."))
                .hasSize(3);
    }

    @Test
    void a_device_of_the_class_has_a_maximum_and_a_default_of_none() {
        LimitRangeItem container = container(Map.of("nvidia.com/gpu", 2));
        assertThat(container.getMax()).containsEntry("nvidia.com/gpu", new Quantity("2"));
        assertThat(container.getDefault()).containsEntry("nvidia.com/gpu", new Quantity("0"));
        assertThat(container.getDefaultRequest()).containsEntry("nvidia.com/gpu", new Quantity("0"));
        assertThat(container.getMax()).doesNotContainKey("nvidia.com/gpu.shared");
    }

    @Test
    void no_maximum_is_without_defaults() {
        for (Map<String, Integer> devices : List.of(Map.<String, Integer>of(), Map.of("nvidia.com/gpu", 1))) {
            LimitRangeItem container = container(devices);
            assertThat(container.getDefault())
                    .containsOnlyKeys(container.getMax().keySet());
            assertThat(container.getDefaultRequest())
                    .containsOnlyKeys(container.getMax().keySet());
        }
    }

    @Test
    void processor_and_memory_have_no_default_so_that_manifests_state_them() {
        assertThat(container(Map.of("nvidia.com/gpu", 1)).getDefault()).doesNotContainKeys("cpu", "memory");
    }

    private static LimitRangeItem container(Map<String, Integer> devices) {
        return Bounds.limits(clusterClass(devices)).getSpec().getLimits().getFirst();
    }

    private static Quantity hard(Isolation isolation, Map<String, Integer> devices, String key) {
        return Optional.ofNullable(quota(isolation, devices).getSpec().getHard().get(key))
                .orElseThrow(() -> new AssertionError("no key " + key));
    }

    private static ResourceQuota quota(Isolation isolation, Map<String, Integer> devices) {
        return Bounds.quota(sandbox("grade-1", isolation, devices), SETTINGS.devices());
    }
}
