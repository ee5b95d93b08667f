package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSandboxTest {
    private static final SandboxName NAME = new SandboxName("grade-1");

    @ParameterizedTest
    @ValueSource(strings = {"7", "learner-7", "ada_l.1", "A"})
    void an_owner_is_a_label(String owner) {
        assertThatCode(() -> owned(owner)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-7", "7-", "ada@example.org", "a b", "a\n", "ädа"})
    void an_owner_that_could_be_no_label_is_refused(String owner) {
        assertThatThrownBy(() -> owned(owner)).hasMessageStartingWith("Not an owner");
    }

    @Test
    void an_owner_has_at_most_63_characters() {
        assertThatCode(() -> owned("a".repeat(63))).doesNotThrowAnyException();
        assertThatThrownBy(() -> owned("a".repeat(64))).hasMessageStartingWith("Not an owner");
    }

    @Test
    void the_longest_name_makes_a_namespace() {
        assertThat(ClusterSandbox.namespace(new SandboxName("a".repeat(40)))).hasSizeLessThanOrEqualTo(63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CPU", "cpu small", "cpu/small", "-a"})
    void a_class_is_named_as_its_quota_can_be(String name) {
        assertThatThrownBy(() -> new ClusterClass(new SandboxClass(name, 1, 1, 1, 1), 1, 1, 1, Map.of()))
                .hasMessageStartingWith("Not the name of a class");
    }

    @Test
    void a_class_has_at_least_one_of_a_device() {
        assertThatThrownBy(() -> GivenSandbox.clusterClass(Map.of("nvidia.com/gpu", 0)))
                .hasMessageContaining("less than one of a device: {nvidia.com/gpu=0}");
    }

    @Test
    void a_class_with_a_device_that_the_cluster_lacks_is_refused() {
        ClusterSandbox sandbox =
                GivenSandbox.sandbox("grade-1", Isolation.NAMESPACE, Map.of("nvidia.com/mig-3g.40gb", 1));
        assertThatThrownBy(() -> SandboxObjects.of(sandbox, GivenSandbox.SETTINGS))
                .hasMessageStartingWith("This cluster offers no nvidia.com/mig-3g.40gb, only [nvidia.com/gpu, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "nvidia.com/", "nvidia.com/gpu count", "requests.nvidia.com", "/gpu"})
    void a_device_has_the_name_of_an_extended_resource(String device) {
        assertThatThrownBy(() -> new ClusterSettings(List.of(device), "10.0.0.1/32", "ascent"))
                .hasMessageStartingWith("Not the resource name of a device");
    }

    private static ClusterSandbox owned(String owner) {
        return new ClusterSandbox(NAME, GivenSandbox.clusterClass(Map.of()), owner, Isolation.NAMESPACE);
    }
}
