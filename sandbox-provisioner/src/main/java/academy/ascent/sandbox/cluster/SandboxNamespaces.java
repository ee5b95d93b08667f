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
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    List<Namespace> all() {
        return sandboxes(ours().withLabel(Ownership.SANDBOX));
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
            client.resource(namespace).create();
        } catch (KubernetesClientException failed) {
            if (!Answers.isConflict(failed)) {
                throw failed;
            }
        }
    }

    /**
     * Writes down how a sandbox is.
     *
     * @param seen the version that this follows from
     * @return empty, and nothing is written, if it has changed meanwhile or is gone
     */
    Optional<ClusterSandboxStatus> record(Namespace seen, ClusterSandboxStatus status) {
        String patch = Serialization.asJson(Map.of(
                "metadata",
                Map.of(
                        "resourceVersion", seen.getMetadata().getResourceVersion(),
                        "annotations", Ledger.annotations(status))));
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
