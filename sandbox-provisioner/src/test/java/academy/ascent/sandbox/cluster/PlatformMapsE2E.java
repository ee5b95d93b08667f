package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.PlatformMaps.Written;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is changed from what was seen is changed only if it is still so. */
@ClusterTest
class PlatformMapsE2E {
    private final String namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private KubernetesClient client;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        client = cluster.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void removeWhatWasMade() {
        client.namespaces().withName(namespace).delete();
    }

    private PlatformMaps maps() {
        return new PlatformMaps(client, namespace);
    }

    private static Written<Boolean> with(String key, Map<String, String> seen) {
        Map<String, String> data = new HashMap<>(seen);
        data.put(key, "written");
        return new Written<>(true, Map.of(), Optional.of(data));
    }

    @Test
    void what_others_wrote_meanwhile_is_not_written_over() {
        maps().change("map", "It was", data -> with("first", data));
        List<Map<String, String>> seen = new ArrayList<>();
        maps().change("map", "It was", data -> {
            if (seen.isEmpty()) {
                maps().change("map", "It was", others -> with("others", others));
            }
            seen.add(data);
            return with("mine", data);
        });
        assertThat(seen).hasSize(2);
        assertThat(maps().read("map")).containsOnlyKeys("first", "others", "mine");
    }

    @Test
    void of_two_who_make_a_map_at_once_one_follows_the_other() {
        maps().change("map", "It was", data -> {
            if (data.isEmpty()) {
                maps().change("map", "It was", others -> with("others", others));
            }
            return with("mine", data);
        });
        assertThat(maps().read("map")).containsOnlyKeys("others", "mine");
    }

    @Test
    void a_namespace_that_has_changed_meanwhile_is_not_deleted() {
        SandboxNamespaces namespaces = new SandboxNamespaces(client);
        Namespace seen = client.namespaces().withName(namespace).require();
        Namespace changed = client.namespaces()
                .withName(namespace)
                .edit(one -> one.edit()
                        .editMetadata()
                        .addToLabels("changed", "yes")
                        .endMetadata()
                        .build());
        assertThat(namespaces.isDeleted(seen)).isFalse();
        assertThat(client.namespaces()
                        .withName(namespace)
                        .require()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();
        assertThat(namespaces.isDeleted(changed)).isTrue();
    }
}
