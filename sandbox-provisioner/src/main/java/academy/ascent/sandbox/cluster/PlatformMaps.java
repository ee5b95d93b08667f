package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;

/** ConfigMaps of the platform's namespace, where no learner has rights. Nobody writes over what others wrote meanwhile. */
final class PlatformMaps {
    private final KubernetesClient client;
    private final String namespace;

    /**
     * @param namespace the platform's, which must be there
     */
    PlatformMaps(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * A map as it was read.
     *
     * @param version what a change must follow from; empty if there was none yet
     */
    record Sheet(String name, Optional<String> version, Map<String, String> data) {
        Sheet {
            data = Map.copyOf(data);
        }
    }

    Sheet read(String name) {
        Optional<ConfigMap> found = Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
        return new Sheet(
                name,
                found.map(map -> map.getMetadata().getResourceVersion()),
                found.flatMap(map -> Optional.ofNullable(map.getData())).orElse(Map.of()));
    }

    /** Writes a map down; false, and nothing is written, if others have written it meanwhile. */
    boolean isWritten(Sheet seen, Map<String, String> labels, Map<String, String> data) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(seen.name())
                .withNamespace(namespace)
                .withLabels(labels)
                .addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
                .endMetadata()
                .withData(data)
                .build();
        try {
            if (seen.version().isPresent()) {
                client.resource(map).lockResourceVersion(seen.version().get()).update();
            } else {
                client.resource(map).create();
            }
            return true;
        } catch (KubernetesClientException failed) {
            if (Answers.isConflict(failed) || seen.version().isPresent() && Answers.isNotFound(failed)) {
                return false;
            }
            throw failed;
        }
    }
}
