package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static HasMetadata object(String yaml) {
        return Serialization.unmarshal(yaml);
    }

    private static JsonNode tree(String yaml) {
        return Serialization.jsonMapper().valueToTree(object(yaml));
    }

    @Test
    void what_the_cluster_gave_is_left_out() {
        JsonNode taken = Snapshot.of(object("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: tumour
                  namespace: ascent-a
                  uid: one
                  resourceVersion: "12"
                  creationTimestamp: "2026-03-01T12:00:00Z"
                  labels: {app: tumour}
                spec:
                  clusterIP: 10.0.0.7
                  clusterIPs: [10.0.0.7]
                  selector: {app: tumour}
                  ports: [{port: 80, targetPort: 8080}]
                status: {loadBalancer: {}}
                """));
        assertThat(taken).isEqualTo(tree("""
                apiVersion: v1
                kind: Service
                metadata: {name: tumour, labels: {app: tumour}}
                spec:
                  selector: {app: tumour}
                  ports: [{port: 80, targetPort: 8080}]
                """));
    }

    @Test
    void a_headless_service_stays_headless_and_a_volume_is_one_to_be() {
        assertThat(Snapshot.of(object("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: store}
                        spec: {clusterIP: None, clusterIPs: [None]}
                        """)).path("spec").path("clusterIP").asText())
                .isEqualTo("None");
        JsonNode claim = Snapshot.of(object("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                  annotations: {pv.kubernetes.io/bind-completed: "yes", note: mine}
                spec: {volumeName: pv-7, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """));
        assertThat(claim.path("spec").has("volumeName")).isFalse();
        assertThat(claim.path("metadata").path("annotations").toString()).isEqualTo("{\"note\":\"mine\"}");
    }

    @Test
    void what_was_suspended_is_awake() {
        JsonNode deployment = Snapshot.of(object("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, annotations: {ascent.academy/replicas: "3", deployment.kubernetes.io/revision: "4"}}
                spec: {replicas: 0, selector: {matchLabels: {app: web}}}
                """));
        assertThat(deployment.path("spec").path("replicas").asInt()).isEqualTo(3);
        assertThat(deployment.path("metadata").path("annotations").isEmpty()).isTrue();
        JsonNode set = Snapshot.of(object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: store, annotations: {ascent.academy/replicas: "1", ascent.academy/when-scaled: Delete}}
                spec:
                  replicas: 0
                  persistentVolumeClaimRetentionPolicy: {whenScaled: Retain, whenDeleted: Delete}
                """));
        assertThat(set.path("spec").path("persistentVolumeClaimRetentionPolicy"))
                .isEqualTo(Serialization.unmarshal(
                        "{\"whenScaled\":\"Delete\",\"whenDeleted\":\"Delete\"}", JsonNode.class));
        JsonNode job = Snapshot.of(object("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly, annotations: {ascent.academy/suspend: "false"}}
                spec: {schedule: "0 3 * * *", suspend: true}
                """));
        assertThat(job.path("spec").path("suspend").asBoolean()).isFalse();
    }

    @Test
    void a_job_finds_pods_of_its_own() {
        JsonNode job = Snapshot.of(object("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: train, labels: {controller-uid: one, job-name: train, app: train}}
                spec:
                  selector: {matchLabels: {batch.kubernetes.io/controller-uid: one}}
                  template:
                    metadata: {labels: {batch.kubernetes.io/controller-uid: one, app: train}}
                """));
        assertThat(job.path("spec").has("selector")).isFalse();
        assertThat(job.path("metadata").path("labels").toString()).isEqualTo("{\"app\":\"train\"}");
        assertThat(job.at("/spec/template/metadata/labels").toString()).isEqualTo("{\"app\":\"train\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: t}, type: kubernetes.io/service-account-token}",
                "{apiVersion: v1, kind: Secret, metadata: {name: t, labels: {app.kubernetes.io/managed-by: ascent}}}",
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: w, ownerReferences: [{name: w, controller: true}]}}",
                "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, status: {conditions: [{type: Complete, status: 'True'}]}}"
            })
    void what_is_not_the_learners_or_would_run_again_is_not_taken(String yaml) {
        assertThat(Snapshot.isOwn(object("---\n" + yaml))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: notes}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: key}, type: Opaque}",
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: lone}}",
                "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, status: {active: 1}}"
            })
    void what_the_learner_made_is_taken(String yaml) {
        assertThat(Snapshot.isOwn(object("---\n" + yaml))).isTrue();
    }

    private static JsonNode noise(String name, int characters) {
        Random random = new Random(name.hashCode());
        StringBuilder text = new StringBuilder();
        random.ints(characters, 33, 126).forEach(character -> text.append((char) character));
        return Serialization.jsonMapper()
                .valueToTree(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("text", text.toString())
                        .build());
    }

    @Test
    void the_smallest_objects_that_fit_are_kept_in_their_order_and_the_others_named() {
        SnapshotSelection selection = new SnapshotSelection(10_000);
        assertThat(selection.isEmpty()).isTrue();
        Stream.of(noise("large", 20_000), noise("b", 2000), noise("a", 3000), noise("larger", 30_000))
                .forEach(selection::add);
        assertThat(selection.missing()).containsExactly("ConfigMap large", "ConfigMap larger");
        assertThat(selection.packed().length).isPositive().isLessThan(10_000);
    }

    /** All that a learner's quota allows would fill the platform's memory. */
    @Test
    void what_is_held_in_memory_is_bounded() {
        SnapshotSelection selection = new SnapshotSelection(900_000);
        List<JsonNode> large =
                IntStream.range(0, 12).mapToObj(i -> noise("map-" + i, 2 << 20)).toList();
        large.forEach(selection::add);
        selection.add(noise("small", 100));
        assertThat(selection.missing()).hasSize(12).doesNotContain("ConfigMap small");
    }

    /** In a virtual cluster a learner may make as many as they like, and all that is named has to fit into one object. */
    @Test
    void of_very_many_that_are_left_out_some_are_named() {
        SnapshotSelection selection = new SnapshotSelection(0);
        IntStream.range(0, 1000).forEach(i -> selection.add(noise("map-" + i, 1)));
        assertThat(selection.missing())
                .hasSize(301)
                .contains("ConfigMap map-0")
                .endsWith("700 objects that are not named here");
    }
}
