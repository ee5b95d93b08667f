package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.Objects;
import java.util.function.Consumer;

/** Goes through objects page by page, since a learner's may be many and large. */
final class Paged {
    private static final long PAGE = 20;

    private Paged() {}

    static <T extends HasMetadata> void each(
            KubernetesClient client, Class<T> kind, String namespace, Consumer<? super T> action) {
        each(client.resources(kind).inNamespace(namespace), action);
    }

    /** Those of all namespaces, or that are in none. */
    static <T extends HasMetadata> void everywhere(KubernetesClient client, Class<T> kind, Consumer<? super T> action) {
        each(client.resources(kind).inAnyNamespace(), action);
    }

    private static <T extends HasMetadata> void each(
            Listable<KubernetesResourceList<T>> objects, Consumer<? super T> action) {
        String next = "";
        do {
            ListOptions page =
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
            KubernetesResourceList<T> listed = objects.list(page);
            listed.getItems().forEach(action);
            next = Objects.requireNonNullElse(listed.getMetadata().getContinue(), "");
        } while (!next.isEmpty());
    }
}
