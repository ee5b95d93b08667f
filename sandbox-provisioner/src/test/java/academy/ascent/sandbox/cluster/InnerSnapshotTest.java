package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InnerSnapshotTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static HasMetadata object(String kind, String metadata) {
        return Serialization.unmarshal("apiVersion: v1\nkind: " + kind + "\nmetadata: " + metadata);
    }

    private static JsonNode tree(HasMetadata object) {
        return Serialization.jsonMapper().valueToTree(object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | Namespace | {name: mine}",
                "false | Namespace | {name: mine, deletionTimestamp: '2026-03-02T12:00:00Z'}",
                "false | Namespace | {name: default}",
                "false | Namespace | {name: kube-system}",
                "false | Namespace | {name: kube-public}",
                "false | Namespace | {name: kube-node-lease}",
                "true  | ConfigMap | {name: notes, namespace: default}",
                "true  | ConfigMap | {name: notes, namespace: mine}",
                "false | ConfigMap | {name: notes, namespace: kube-system}",
                "false | ConfigMap | {name: kube-root-ca.crt, namespace: mine}",
                "false | Service   | {name: kubernetes, namespace: default}",
                "true  | Service   | {name: kubernetes, namespace: mine}",
                "true  | Service   | {name: web, namespace: default}",
            })
    void what_the_cluster_made_by_itself_is_not_the_learners(boolean own, String kind, String metadata) {
        assertThat(InnerSnapshot.isOwn(object(kind, metadata))).isEqualTo(own);
    }

    @Test
    void an_object_keeps_its_namespace_and_a_namespace_nothing_but_its_name_and_notes() {
        assertThat(InnerSnapshot.of(object("ConfigMap", "{name: notes, namespace: mine, uid: one}")))
                .isEqualTo(tree(object("ConfigMap", "{name: notes, namespace: mine}")));
        assertThat(InnerSnapshot.of(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: mine, uid: one, labels: {team: blue}}
                        spec: {finalizers: [kubernetes]}
                        status: {phase: Active}
                        """, HasMetadata.class)))
                .isEqualTo(tree(object("Namespace", "{name: mine, labels: {team: blue}}")));
    }

    /** Has one ConfigMap already, and refuses Secrets. */
    private record Place(boolean isVirtual) implements LearnerObjects {
        @Override
        public void each(Consumer<JsonNode> action) {}

        @Override
        public boolean holds(HasMetadata object) {
            return isVirtual || new NamespaceObjects(null, "ascent-a").holds(object);
        }

        @Override
        public void make(HasMetadata object) {
            switch (object.getKind()) {
                case "ConfigMap" -> throw new KubernetesClientException("there already", 409, null);
                case "Secret" -> throw new KubernetesClientException("none of these", 403, null);
                case "Service" -> throw new KubernetesClientException("no such namespace", 404, null);
                default -> {}
            }
        }
    }

    private static Restored restored(boolean isVirtual) {
        ArrayNode objects = Serialization.jsonMapper().createArrayNode();
        List.of(
                        object("Namespace", "{name: mine}"),
                        object("ConfigMap", "{name: notes, namespace: mine}"),
                        object("Secret", "{name: key, namespace: mine}"),
                        object("Service", "{name: web, namespace: mine}"),
                        object("PersistentVolumeClaim", "{name: data, namespace: mine}"))
                .forEach(object -> objects.add(tree(object)));
        return Snapshots.restore(
                new Snapshots.Kept(NOON, objects, List.of("ConfigMap mine/large")), new Place(isVirtual));
    }

    @Test
    void what_comes_of_each_object_is_told_with_its_namespace() {
        assertThat(restored(true))
                .isEqualTo(new Restored(
                        NOON,
                        List.of("Namespace mine", "PersistentVolumeClaim mine/data"),
                        List.of("ConfigMap mine/notes"),
                        Map.of("Secret mine/key", "none of these", "Service mine/web", "no such namespace"),
                        List.of("ConfigMap mine/large")));
    }

    @Test
    void nothing_is_made_outside_of_a_sandbox_that_is_a_namespace() {
        assertThat(restored(false).made()).containsExactly("PersistentVolumeClaim mine/data");
        assertThat(restored(false).refused()).containsEntry("Namespace mine", "only a virtual cluster can hold it");
    }
}
