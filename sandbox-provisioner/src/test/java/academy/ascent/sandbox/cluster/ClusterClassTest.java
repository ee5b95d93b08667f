package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.classes.SandboxClasses;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shipped class as a cluster's quota states it. */
class ClusterClassTest {

    @ParameterizedTest
    @CsvSource({
        "cpu-small, 1500m, 1Gi, 4, 5Gi, 2, 4, 0, 0",
        "cpu-large, 4, 8Gi, 12, 20Gi, 4, 8, 0, 0",
        "gpu-shared, 4, 16Gi, 6, 40Gi, 4, 6, 1, 0",
        "gpu-mig, 4, 16Gi, 6, 40Gi, 4, 6, 0, 1"
    })
    void is_the_shipped_one(
            String name,
            String cpu,
            String memory,
            String pods,
            String storage,
            String volumes,
            String services,
            String shared,
            String slices) {
        assertThat(hard(name))
                .containsEntry("limits.cpu", cpu)
                .containsEntry("limits.memory", memory)
                .containsEntry("pods", pods)
                .containsEntry("requests.storage", storage)
                .containsEntry("persistentvolumeclaims", volumes)
                .containsEntry("services", services)
                .containsEntry("requests.nvidia.com/gpu.shared", shared)
                .containsEntry("requests.nvidia.com/mig-1g.10gb", slices)
                .containsEntry("requests.nvidia.com/gpu", "0");
    }

    private static Map<String, String> hard(String name) {
        ClusterClass allowed = ClusterClass.of(SandboxClasses.inUse().find(name).orElseThrow());
        ClusterSandbox sandbox =
                new ClusterSandbox(new SandboxName("grade-1"), allowed, "learner-7", Isolation.NAMESPACE);
        return Bounds.quota(sandbox, GivenSandbox.SETTINGS.devices()).getSpec().getHard().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }
}
