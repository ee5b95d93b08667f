package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.cluster.Dormancy.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DormancyTest {
    private static final String POLICY = "persistentVolumeClaimRetentionPolicy";

    private static HasMetadata given(String kind, String annotations, String spec) {
        String group = kind.endsWith("Job") ? "batch/v1" : "apps/v1";
        return Serialization.unmarshal("""
                apiVersion: %s
                kind: %s
                metadata: {name: tumour, annotations: %s}
                spec: %s
                """.formatted(group, kind, annotations, spec));
    }

    private static Optional<Change> change(Map<String, @Nullable String> annotations, Map<String, ?> spec) {
        return Optional.of(new Change(annotations, spec));
    }

    private static Map<String, @Nullable String> forgetting(String... keys) {
        Map<String, @Nullable String> annotations = new HashMap<>();
        for (String key : keys) {
            annotations.put(key, null);
        }
        return annotations;
    }

    static Stream<Arguments> asleep() {
        Map<String, Boolean> suspend = Map.of("suspend", true);
        return Stream.of(
                Arguments.of(
                        "Deployment", "{replicas: 3}", change(Map.of(Dormancy.REPLICAS, "3"), Map.of("replicas", 0))),
                Arguments.of("Deployment", "{}", change(Map.of(Dormancy.REPLICAS, "1"), Map.of("replicas", 0))),
                Arguments.of("Deployment", "{replicas: 0}", Optional.empty()),
                Arguments.of(
                        "ReplicaSet", "{replicas: 2}", change(Map.of(Dormancy.REPLICAS, "2"), Map.of("replicas", 0))),
                Arguments.of(
                        "StatefulSet",
                        "{replicas: 2, " + POLICY + ": {whenDeleted: Delete, whenScaled: Retain}}",
                        change(Map.of(Dormancy.REPLICAS, "2"), Map.of("replicas", 0))),
                Arguments.of(
                        "StatefulSet",
                        "{replicas: 2, " + POLICY + ": {whenDeleted: Retain, whenScaled: Delete}}",
                        change(
                                Map.of(Dormancy.REPLICAS, "2", Dormancy.WHEN_SCALED, "Delete"),
                                Map.of("replicas", 0, POLICY, Map.of("whenScaled", "Retain")))),
                Arguments.of("Job", "{}", change(Map.of(Dormancy.SUSPEND, "false"), suspend)),
                Arguments.of("Job", "{suspend: true}", Optional.empty()),
                Arguments.of("CronJob", "{suspend: false}", change(Map.of(Dormancy.SUSPEND, "false"), suspend)));
    }

    @ParameterizedTest
    @MethodSource("asleep")
    void a_workload_goes_to_no_pods_and_remembers_how_it_was(String kind, String spec, Optional<Change> change) {
        assertThat(Dormancy.sleep(given(kind, "{}", spec))).isEqualTo(change);
    }

    static Stream<Arguments> awake() {
        Map<String, @Nullable String> counted = forgetting(Dormancy.REPLICAS, Dormancy.WHEN_SCALED);
        return Stream.of(
                Arguments.of("Deployment", "{}", "{replicas: 0}", Optional.empty()),
                Arguments.of(
                        "Deployment",
                        "{ascent.academy/replicas: '3'}",
                        "{replicas: 0}",
                        change(counted, Map.of("replicas", 3))),
                // Somebody has asked for another number meanwhile.
                Arguments.of(
                        "Deployment", "{ascent.academy/replicas: '3'}", "{replicas: 5}", change(counted, Map.of())),
                Arguments.of(
                        "Deployment", "{ascent.academy/replicas: many}", "{replicas: 0}", change(counted, Map.of())),
                Arguments.of(
                        "ReplicaSet", "{ascent.academy/replicas: '-3'}", "{replicas: 0}", change(counted, Map.of())),
                Arguments.of(
                        "StatefulSet",
                        "{ascent.academy/replicas: '2', ascent.academy/when-scaled: Delete}",
                        "{replicas: 0}",
                        change(counted, Map.of("replicas", 2, POLICY, Map.of("whenScaled", "Delete")))),
                Arguments.of("Job", "{}", "{suspend: true}", Optional.empty()),
                Arguments.of(
                        "Job",
                        "{ascent.academy/suspend: 'false'}",
                        "{suspend: true}",
                        change(forgetting(Dormancy.SUSPEND), Map.of("suspend", false))));
    }

    @ParameterizedTest
    @MethodSource("awake")
    void a_workload_goes_back_to_how_it_was(String kind, String annotations, String spec, Optional<Change> change) {
        assertThat(Dormancy.wake(given(kind, annotations, spec))).isEqualTo(change);
    }

    @Test
    void a_replica_set_of_a_deployment_is_the_deployments_matter() {
        HasMetadata set = given("ReplicaSet", "{}", "{replicas: 2}");
        assertThat(Dormancy.sleep(set)).isPresent();
        set.getMetadata()
                .setOwnerReferences(Collections.singletonList(
                        new OwnerReference("apps/v1", false, true, "Deployment", "tumour", "1")));
        assertThat(Dormancy.sleep(set)).isEmpty();
    }

    @Test
    void a_job_that_has_ended_stays_as_it_is() {
        HasMetadata job = Serialization.unmarshal("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: tumour}
                spec: {}
                status: {conditions: [{type: Complete, status: "True"}]}
                """);
        assertThat(Dormancy.sleep(job)).isEmpty();
    }

    @Test
    void every_kind_that_is_stopped_is_known_and_no_other() {
        assertThat(Dormancy.kinds().stream().map(Class::getSimpleName).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("CronJob", "Job", "Deployment", "StatefulSet", "ReplicaSet");
        assertThatThrownBy(() -> Dormancy.sleep(new Pod())).hasMessage("Not a workload that a sandbox can stop: Pod");
    }
}
