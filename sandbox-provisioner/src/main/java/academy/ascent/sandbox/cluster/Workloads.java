package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.Dormancy.Change;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stops what runs in a sandbox's namespace and starts it again. Meanwhile a quota of its own admits no pod; volumes,
 * configuration and whatever else is kept in objects stay.
 */
final class Workloads {
    private final KubernetesClient client;
    private final Patience patience;

    Workloads(KubernetesClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /**
     * Returns when no pod is left but those that had ended by themselves. A virtual cluster ends before its pods are deleted,
     * since it would take their end for the learner's wish; pods of no workload are not made again.
     */
    void stop(Namespace namespace, Isolation isolation, Consumer<Progress> progress) {
        String name = namespace.getMetadata().getName();
        ResourceQuota none = noPods(namespace);
        client.resource(none).fieldManager(Ownership.MANAGER).forceConflicts().serverSideApply();
        new Quotas(client, patience).awaitEnforced(none, progress);
        patience.await(
                Step.STOPPING_WORKLOADS,
                "stopping what runs in the sandbox",
                progress,
                () -> changeAll(name, Dormancy::sleep));
        if (isolation == Isolation.VIRTUAL_CLUSTER) {
            new ControlPlane(client, patience).awaitGone(name, progress);
        }
        patience.await(Step.WAITING_FOR_PODS, "waiting for pods to end", progress, () -> ended(name));
    }

    private static ResourceQuota noPods(Namespace namespace) {
        ResourceQuota quota = Template.named("suspended-quota").object(ResourceQuota.class, Map.of());
        Map<String, String> labels = new TreeMap<>(namespace.getMetadata().getLabels());
        labels.keySet().retainAll(List.of(Ownership.MANAGED_BY, Ownership.SANDBOX, Ownership.CLASS, Ownership.OWNER));
        quota.getMetadata().setLabels(labels);
        quota.getMetadata().setNamespace(namespace.getMetadata().getName());
        return quota;
    }

    private Optional<String> ended(String namespace) {
        List<Pod> left = client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> !GpuLook.hasEnded(pod))
                .toList();
        left.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(pod -> client.resource(pod).delete());
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("waiting for pods to end, of which there are " + left.size());
    }

    /** Lets pods be made again. */
    void start(Namespace namespace, Consumer<Progress> progress) {
        String name = namespace.getMetadata().getName();
        progress.accept(new Progress(Step.ALLOWING_PODS, "lifting the quota of the suspension"));
        client.resource(noPods(namespace)).delete();
        patience.await(
                Step.WAKING_WORKLOADS,
                "starting what ran in the sandbox",
                progress,
                () -> changeAll(name, Dormancy::wake));
    }

    /** Tries to change all, and tells one that others have changed between look and deed. */
    private Optional<String> changeAll(String namespace, Function<HasMetadata, Optional<Change>> change) {
        List<HasMetadata> missed = Dormancy.kinds().stream()
                .flatMap(kind -> client.resources(kind).inNamespace(namespace).list().getItems().stream())
                .<HasMetadata>map(workload -> workload)
                .filter(workload -> change.apply(workload)
                        .filter(wanted -> !isChanged(workload, wanted))
                        .isPresent())
                .toList();
        return missed.stream()
                .findFirst()
                .map(workload -> "trying again to change " + workload.getKind() + " "
                        + workload.getMetadata().getName() + ", which others were changing");
    }

    /** Whether the very version that was seen was changed or is gone; false where it has changed meanwhile. */
    private boolean isChanged(HasMetadata seen, Change change) {
        String patch = Serialization.asJson(Map.of(
                "metadata",
                Map.of(
                        "resourceVersion", seen.getMetadata().getResourceVersion(),
                        "annotations", change.annotations()),
                "spec",
                change.spec()));
        try {
            client.resource(seen).patch(SandboxNamespaces.MERGE, patch);
            return true;
        } catch (KubernetesClientException failed) {
            if (Answers.isConflict(failed)) {
                return false;
            }
            if (Answers.isNotFound(failed)) {
                return true;
            }
            throw failed;
        }
    }
}
