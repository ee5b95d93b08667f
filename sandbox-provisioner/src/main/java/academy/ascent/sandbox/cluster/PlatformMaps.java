package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** ConfigMaps of the platform's namespace, where no learner has rights. Nobody writes over what others wrote meanwhile. */
final class PlatformMaps {
    private static final int WRITES = 5;

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
    private record Sheet(String name, Optional<String> version, Map<String, String> data) {}

    /**
     * What came of a change.
     *
     * @param labels beside the one that says whose the map is
     * @param data what is to be written; empty if nothing changes
     */
    record Written<T>(T value, Map<String, String> labels, Optional<Map<String, String>> data) {}

    /** What a map holds; nothing if it is not there. */
    Map<String, String> read(String name) {
        return sheet(name).data();
    }

    /**
     * Writes a change down, if anything changes.
     *
     * @param title for people, with its verb, as in {@code The queue was}
     * @param change asked again for what others have written meanwhile
     * @throws SandboxException with code {@code UNAVAILABLE} if others always write first
     */
    <T> T change(String name, String title, Function<Map<String, String>, Written<T>> change) {
        for (int attempt = 1; attempt <= WRITES; attempt++) {
            Sheet seen = sheet(name);
            Written<T> next = change.apply(seen.data());
            if (next.data().isEmpty()
                    || isWritten(seen, next.labels(), next.data().get())) {
                return next.value();
            }
        }
        throw new SandboxException(Code.UNAVAILABLE, title + " written by others " + WRITES + " times meanwhile");
    }

    private Sheet sheet(String name) {
        Optional<ConfigMap> found = Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
        return new Sheet(
                name,
                found.map(map -> map.getMetadata().getResourceVersion()),
                found.flatMap(map -> Optional.ofNullable(map.getData())).orElse(Map.of()));
    }

    /** False, and nothing is written, if others have written it meanwhile. */
    private boolean isWritten(Sheet seen, Map<String, String> labels, Map<String, String> data) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(seen.name())
                .withNamespace(namespace)
                .withResourceVersion(seen.version().orElse(null))
                .withLabels(labels)
                .addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
                .endMetadata()
                .withData(data)
                .build();
        try {
            if (seen.version().isPresent()) {
                // As the object says, not lockResourceVersion, by which an update is not held.
                client.resource(map).update();
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
