package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static academy.ascent.sandbox.cluster.GivenSandbox.sandbox;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxObjectsTest {

    /** To accept a change, copy what the message names over the file. */
    @ParameterizedTest
    @CsvSource({"virtual-cluster, VIRTUAL_CLUSTER", "namespace, NAMESPACE", "measured, MEASURED"})
    void the_objects_are_as_recorded(String golden, Isolation isolation) throws IOException {
        SandboxObjects objects = objects(isolation);
        String actual = Stream.concat(objects.bounds().stream(), objects.workloads().stream())
                .map(SandboxObjectsTest::readable)
                .map(Serialization::asYaml)
                .collect(Collectors.joining());
        Path written = Path.of("target/golden", golden + ".yaml");
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        try (InputStream recorded = getClass().getResourceAsStream("golden/" + golden + ".yaml")) {
            assertThat(recorded).as("a recording, to compare with " + written).isNotNull();
            assertThat(actual)
                    .as("what %s holds", written)
                    .isEqualTo(new String(recorded.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_sandbox_gives_the_same_objects(Isolation isolation) {
        assertThat(objects(isolation)).isEqualTo(objects(isolation));
    }

    @ParameterizedTest
    @EnumSource
    void every_object_says_which_sandbox_it_is_of_and_lies_in_the_namespace_which_alone_says_whose(
            Isolation isolation) {
        assertThat(all(isolation)).allSatisfy(object -> {
            assertThat(Ownership.isOf(new SandboxName("grade-1"), object)).isTrue();
            assertThat(Ownership.isOf(new SandboxName("grade-2"), object)).isFalse();
            assertThat(Ownership.isOwnedBy("learner-7", object)).isEqualTo(object instanceof Namespace);
            assertThat(Ownership.isOwnedBy("learner-8", object)).isFalse();
            if (!(object instanceof Namespace)) {
                assertThat(object.getMetadata().getNamespace()).isEqualTo("ascent-grade-1");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void every_object_is_of_a_kind_that_is_known_and_has_no_cluster_wide_rights(Isolation isolation) {
        assertThat(all(isolation)).doesNotHaveAnyElementsOfTypes(GenericKubernetesResource.class);
        assertThat(all(isolation)).extracting(HasMetadata::getKind).doesNotContain("ClusterRole", "ClusterRoleBinding");
    }

    @ParameterizedTest
    @EnumSource
    void the_namespace_comes_first_and_nothing_that_starts_a_pod_before_the_workloads(Isolation isolation) {
        List<HasMetadata> bounds = objects(isolation).bounds();
        assertThat(bounds.getFirst()).isInstanceOf(Namespace.class);
        assertThat(bounds)
                .extracting(HasMetadata::getKind)
                .isSubsetOf(
                        "Namespace",
                        "ResourceQuota",
                        "LimitRange",
                        "NetworkPolicy",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding");
    }

    @Test
    void a_namespace_without_a_control_plane_has_no_workloads() {
        assertThat(objects(Isolation.NAMESPACE).workloads()).isEmpty();
    }

    @Test
    void the_control_plane_needs_what_its_templates_say() {
        OwnNeeds needs = OwnNeeds.of(Isolation.VIRTUAL_CLUSTER);
        List<Map<String, Quantity>> limits = List.of(syncer().getResources().getLimits(), dnsLimits());
        assertThat(sum(limits, "cpu") * 1000).isEqualTo(needs.cpuMillis());
        assertThat(sum(limits, "memory")).isEqualTo(needs.memoryBytes());
        assertThat(needs.storageBytes())
                .isEqualTo(statefulSet().getSpec().getVolumeClaimTemplates().stream()
                        .map(claim ->
                                claim.getSpec().getResources().getRequests().get("storage"))
                        .mapToLong(quantity -> quantity.getNumericalAmount().longValue())
                        .sum());
        assertThat(all(Isolation.VIRTUAL_CLUSTER).filter(Service.class::isInstance))
                .as("its own Services, beside that of CoreDNS")
                .hasSize(needs.services() - 1);
    }

    @Test
    void a_changed_configuration_replaces_the_control_plane() {
        String digest = "ascent.academy/config-digest";
        StatefulSet other =
                (StatefulSet) SandboxObjects.of(sandbox("grade-2", Isolation.VIRTUAL_CLUSTER, Map.of()), SETTINGS)
                        .workloads()
                        .getLast();
        assertThat(annotation(statefulSet(), digest)).hasSize(64).isNotEqualTo(annotation(other, digest));
    }

    private static String annotation(StatefulSet set, String name) {
        return set.getSpec().getTemplate().getMetadata().getAnnotations().get(name);
    }

    private static double sum(List<Map<String, Quantity>> limits, String key) {
        return limits.stream()
                .mapToDouble(each -> each.get(key).getNumericalAmount().doubleValue())
                .sum();
    }

    private static Map<String, Quantity> dnsLimits() {
        Map<?, ?> config = Serialization.unmarshal(configuration(), Map.class);
        Map<?, ?> limits = config;
        for (String key : List.of("controlPlane", "coredns", "deployment", "resources", "limits")) {
            limits = (Map<?, ?>) limits.get(key);
        }
        return limits.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().toString(),
                        each -> new Quantity(each.getValue().toString())));
    }

    private static String configuration() {
        Secret secret = (Secret) objects(Isolation.VIRTUAL_CLUSTER).workloads().getFirst();
        return decoded(secret.getData().get("config.yaml"));
    }

    private static Container syncer() {
        return statefulSet().getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static StatefulSet statefulSet() {
        return (StatefulSet) objects(Isolation.VIRTUAL_CLUSTER).workloads().getLast();
    }

    private static SandboxObjects objects(Isolation isolation) {
        return SandboxObjects.of(sandbox("grade-1", isolation, Map.of("nvidia.com/gpu", 1)), SETTINGS);
    }

    private static Stream<HasMetadata> all(Isolation isolation) {
        SandboxObjects objects = objects(isolation);
        return Stream.concat(objects.bounds().stream(), objects.workloads().stream());
    }

    /** A Secret with its data as text. */
    private static HasMetadata readable(HasMetadata object) {
        if (object instanceof Secret secret) {
            secret.setStringData(secret.getData().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> decoded(entry.getValue()))));
            secret.setData(Map.of());
        }
        return object;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
