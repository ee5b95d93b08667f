package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A learner's objects in a virtual cluster, with the namespaces that they have made.
 *
 * @param inside the virtual cluster's own
 */
record VirtualObjects(KubernetesClient inside) implements LearnerObjects {

    @Override
    public void each(Consumer<JsonNode> action) {
        Paged.everywhere(inside, Namespace.class, object -> take(object, action));
        for (Class<? extends HasMetadata> kind : Snapshot.KINDS) {
            Paged.everywhere(inside, kind, object -> take(object, action));
        }
    }

    private static void take(HasMetadata object, Consumer<JsonNode> action) {
        if (InnerSnapshot.isOwn(object)) {
            action.accept(InnerSnapshot.of(object));
        }
    }

    @Override
    public boolean holds(HasMetadata object) {
        return true;
    }

    /** What was in a namespace that was the sandbox itself comes into the one that every cluster has. */
    @Override
    public void make(HasMetadata object) {
        if (object instanceof Namespace) {
            inside.resource(object).create();
            return;
        }
        inside.resource(object)
                .inNamespace(
                        Optional.ofNullable(object.getMetadata().getNamespace()).orElse(InnerSnapshot.DEFAULT))
                .create();
    }
}
