package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The namespaces of sandboxes on the cluster. Each change names the version that was seen, so none is lost. */
final class SandboxNamespaces {
    /** How a part of an object is changed by us. */
    static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(Ownership.MANAGER)
            .build();

    private final KubernetesClient client;

    SandboxNamespaces(KubernetesClient client) {
        this.client = client;
    }

    Optional<Namespace> find(SandboxName name) {
        return Optional.ofNullable(named(ClusterSandbox.namespace(name)).get());
    }

    /** All that are somebody's. */
    List<Namespace> all() {
        return withWarm().stream()
                .filter(namespace -> !Ownership.isWarm(namespace))
                .toList();
    }

    /** Those too that were made ahead and are nobody's yet. */
    List<Namespace> withWarm() {
        return sandboxes(ours().withLabel(Ownership.SANDBOX));
    }

    /** Those alone that were made ahead and are nobody's yet. */
    List<Namespace> warm() {
        return sandboxes(ours().withLabel(Ownership.SANDBOX).withoutLabel(Ownership.OWNER)).stream()
                .filter(Ownership::isWarm)
                .toList();
    }

    /** All that one learner has, also what is being removed. */
    List<Namespace> ownedBy(String owner) {
        return sandboxes(ours().withLabel(Ownership.OWNER, owner));
    }

    private FilterWatchListDeletable<Namespace, NamespaceList, Resource<Namespace>> ours() {
        return client.namespaces().withLabel(Ownership.MANAGED_BY, Ownership.MANAGER);
    }

    private static List<Namespace> sandboxes(Listable<NamespaceList> labelled) {
        return labelled.list().getItems().stream()
                .filter(SandboxNamespaces::isSandbox)
                .toList();
    }

    /** Somebody may have put the labels of one namespace on another. */
    private static boolean isSandbox(Namespace namespace) {
        return ClusterSandbox.named(namespace.getMetadata().getName())
                .filter(name -> Ownership.isOf(name, namespace))
                .isPresent();
    }

    /** Makes a namespace that is no sandbox, if there is none of that name. */
    void make(String name) {
        if (named(name).get() == null) {
            make(new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
                    .endMetadata()
                    .build());
        }
    }

    /** Makes a namespace; if there is one of that name already, nothing happens. */
    void make(Namespace namespace) {
        try {
            made(namespace);
        } catch (KubernetesClientException failed) {
            if (!Answers.isConflict(failed)) {
                throw failed;
            }
        }
    }

    /** A namespace as it is made here; one that is there already is a conflict. */
    Namespace made(Namespace namespace) {
        return client.resource(namespace).create();
    }

    /**
     * Writes down how a sandbox is.
     *
     * @param seen the version that this follows from
     * @return empty, and nothing is written, if it has changed meanwhile or is gone
     */
    Optional<ClusterSandboxStatus> record(Namespace seen, ClusterSandboxStatus status) {
        return changed(seen, Map.of("annotations", Ledger.annotations(status)));
    }

    /**
     * Makes one that is nobody's somebody's.
     *
     * @param seen the version that this follows from
     * @return empty, and nothing is written, if it has changed meanwhile or is gone
     */
    Optional<ClusterSandboxStatus> give(Namespace seen, ClusterSandboxStatus status) {
        Map<String, @Nullable String> annotations = new HashMap<>(Ledger.annotations(status));
        annotations.put(Ownership.WARM, null);
        return changed(
                seen,
                Map.of(
                        "annotations",
                        annotations,
                        "labels",
                        Map.of(
                                Ownership.OWNER, status.owner(),
                                Ownership.NAME, status.name().value())));
    }

    /**
     * Writes down something that is no part of how a sandbox is.
     *
     * @param seen the version that this follows from; if it has changed meanwhile or is gone, nothing is written
     */
    void annotate(Namespace seen, String annotation, String value) {
        changed(seen, Map.of("annotations", Map.of(annotation, value)));
    }

    private Optional<ClusterSandboxStatus> changed(Namespace seen, Map<String, Object> change) {
        Map<String, Object> metadata = new HashMap<>(change);
        metadata.put("resourceVersion", seen.getMetadata().getResourceVersion());
        String patch = Serialization.asJson(Map.of("metadata", metadata));
        try {
            return Optional.of(Ledger.read(named(seen.getMetadata().getName()).patch(MERGE, patch)));
        } catch (KubernetesClientException failed) {
            if (Answers.isConflict(failed) || Answers.isNotFound(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * Deletes the very version that was seen to be ours.
     *
     * @return false, and nothing happens, if it has changed meanwhile
     */
    boolean isDeleted(Namespace seen) {
        try {
            client.resource(seen).lockResourceVersion().delete();
            return true;
        } catch (KubernetesClientException failed) {
            if (Answers.isConflict(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private Resource<Namespace> named(String namespace) {
        return client.namespaces().withName(namespace);
    }
}
