package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Consumer;

/** A learner's objects where the sandbox is a namespace. */
record NamespaceObjects(KubernetesClient client, String namespace) implements LearnerObjects {

    @Override
    public void each(Consumer<JsonNode> action) {
        for (Class<? extends HasMetadata> kind : Snapshot.KINDS) {
            Paged.each(client, kind, namespace, object -> {
                if (Snapshot.isOwn(object)) {
                    action.accept(Snapshot.of(object));
                }
            });
        }
    }

    /** Nothing but what a learner could make there, since it is the platform that makes it. */
    @Override
    public boolean holds(HasMetadata object) {
        return Snapshot.KINDS.contains(object.getClass());
    }

    @Override
    public void make(HasMetadata object) {
        object.getMetadata().setNamespace(namespace);
        client.resource(object).inNamespace(namespace).create();
    }
}
