package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a cluster to the objects of a sandbox, and removes them. It keeps nothing: whatever it finds, half of it made by
 * one that died or all of it changed by hand, it goes on from there, and several may do so at once.
 */
final class Reconciler {
    private static final int WRITES = 5;

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final Patience patience;
    private final SandboxNamespaces namespaces;

    /**
     * @param client may make namespaces and everything that the templates hold
     * @param patience how long the cluster may take to enforce a quota or to remove a namespace
     */
    Reconciler(KubernetesClient client, ClusterSettings settings, Patience patience) {
        this.client = client;
        this.settings = settings;
        this.patience = patience;
        this.namespaces = new SandboxNamespaces(client);
    }

    /**
     * Makes what is missing of a sandbox and puts right what differs; without either, nothing changes.
     *
     * @throws SandboxException with code {@code NAME_TAKEN} if its namespace is not this owner's sandbox, {@code
     *     UNAVAILABLE} if the namespace is being removed, the quota is not enforced in time, or the API server refuses
     */
    void apply(ClusterSandbox sandbox, Consumer<Progress> progress) {
        Answers.speaking("open sandbox " + sandbox.name(), () -> {
            apply(sandbox, namespaces.find(sandbox.name()), progress);
            return true;
        });
    }

    /**
     * The same in a namespace that was seen. One that is removed meanwhile is not made again: the API server answers with a
     * conflict.
     */
    void apply(ClusterSandbox sandbox, Optional<Namespace> seen, Consumer<Progress> progress) {
        SandboxObjects objects = SandboxObjects.of(sandbox, settings);
        seen.ifPresent(namespace -> {
            Takeover.requireFree(namespace, sandbox);
            objects.namespace().getMetadata().setUid(namespace.getMetadata().getUid());
        });
        progress.accept(new Progress(Step.MAKING_BOUNDS, "making the quota, the limits and the network policies"));
        objects.bounds().forEach(this::put);
        objects.bounds().stream()
                .filter(ResourceQuota.class::isInstance)
                .forEach(quota -> new Quotas(client, patience).awaitEnforced((ResourceQuota) quota, progress));
        progress.accept(new Progress(Step.MAKING_WORKLOADS, "making what runs in the sandbox"));
        objects.workloads().forEach(this::put);
    }

    /** What the API server could not write for others' writing is tried again; a namespace that is another is not. */
    void put(HasMetadata object) {
        for (int attempt = 1; ; attempt++) {
            try {
                client.resource(object)
                        .fieldManager(Ownership.MANAGER)
                        .forceConflicts()
                        .serverSideApply();
                return;
            } catch (KubernetesClientException failed) {
                if (!Answers.isConflict(failed) || attempt == WRITES || object instanceof Namespace) {
                    throw failed;
                }
            }
        }
    }

    /**
     * Removes a sandbox with everything in it and waits until it is gone; does nothing if there is none.
     *
     * @throws SandboxException with code {@code NAME_TAKEN} if the namespace of that name is not Ascent's, which is left
     *     alone, {@code UNAVAILABLE} if it is not gone in time, or the API server refuses
     */
    void remove(SandboxName name) {
        Answers.speaking("remove sandbox " + name, () -> {
            Optional<Namespace> left = namespaces.find(name);
            while (left.isPresent() && mustBeDeleted(left.get(), name) && !namespaces.isDeleted(left.get())) {
                left = namespaces.find(name);
            }
            patience.await(
                    Step.WAITING_FOR_REMOVAL,
                    "waiting for the namespace to be removed",
                    Progress.UNHEARD,
                    () -> namespaces.find(name).map(Takeover::removal));
            return true;
        });
    }

    private static boolean mustBeDeleted(Namespace namespace, SandboxName name) {
        Takeover.requireOurs(namespace, name);
        return !Takeover.isBeingRemoved(namespace);
    }
}
