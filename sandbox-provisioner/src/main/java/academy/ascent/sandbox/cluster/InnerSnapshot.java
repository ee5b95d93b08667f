package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Set;

/** A {@link Snapshot} of what is in a virtual cluster, where each object has a namespace and some are the cluster's. */
final class InnerSnapshot {
    /** Of every cluster, and whoever names none works in it. */
    static final String DEFAULT = "default";

    private static final Set<String> OF_THE_CLUSTER = Set.of("kube-system", "kube-public", "kube-node-lease");

    private InnerSnapshot() {}

    /** Whether an object is the learner's own, rather than made by the virtual cluster. */
    static boolean isOwn(HasMetadata object) {
        return switch (object) {
            case Namespace namespace ->
                !namespace.getMetadata().getName().equals(DEFAULT)
                        && !isOfTheCluster(namespace.getMetadata().getName())
                        && namespace.getMetadata().getDeletionTimestamp() == null;
            case Service service when isTheApiServer(service) -> false;
            default -> !isOfTheCluster(object.getMetadata().getNamespace()) && Snapshot.isOwn(object);
        };
    }

    /** Whether a namespace is there without anybody's doing and holds what the cluster needs. */
    static boolean isOfTheCluster(String namespace) {
        return OF_THE_CLUSTER.contains(namespace);
    }

    private static boolean isTheApiServer(Service service) {
        return service.getMetadata().getName().equals("kubernetes")
                && DEFAULT.equals(service.getMetadata().getNamespace());
    }

    /** An object to be made again, where it was. */
    static JsonNode of(HasMetadata object) {
        JsonNode taken = Snapshot.of(object);
        if (object instanceof Namespace) {
            ((ObjectNode) taken).remove("spec");
        } else {
            ((ObjectNode) taken.get("metadata"))
                    .put("namespace", object.getMetadata().getNamespace());
        }
        return taken;
    }
}
