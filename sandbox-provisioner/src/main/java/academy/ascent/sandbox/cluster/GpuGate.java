package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass.Gpus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps GPUs from a sandbox whose turn it is not: a quota of its own admits no pod that asks for one. */
final class GpuGate {
    private static final String QUOTA = "sandbox.gpu-queue";
    private static final String NUDGED = "ascent.academy/gpus-since";
    private static final List<Class<? extends HasMetadata>> MAKERS =
            List.of(ReplicaSet.class, StatefulSet.class, Job.class);

    private final KubernetesClient client;
    private final Quotas quotas;

    /**
     * @param patience how long the cluster may take to enforce a quota
     */
    GpuGate(KubernetesClient client, Patience patience) {
        this.client = client;
        this.quotas = new Quotas(client, patience);
    }

    /** The namespaces in which it is shut. */
    Set<String> shut() {
        return client.resourceQuotas().inAnyNamespace().withField("metadata.name", QUOTA).list().getItems().stream()
                .map(quota -> quota.getMetadata().getNamespace())
                .collect(Collectors.toSet());
    }

    /** Returns when no pod that asks for one of these GPUs is admitted any more; what there is stays. */
    void shut(ClusterSandboxStatus status, Gpus gpus) {
        ResourceQuota quota = none(status, gpus);
        client.resource(quota).fieldManager(Ownership.MANAGER).forceConflicts().serverSideApply();
        quotas.awaitEnforced(quota, Progress.UNHEARD);
    }

    void open(ClusterSandboxStatus status, Gpus gpus) {
        client.resource(none(status, gpus)).delete();
    }

    private static ResourceQuota none(ClusterSandboxStatus status, Gpus gpus) {
        return Bounds.none("queue-quota", Map.of(), gpus.resource(), status.place());
    }

    /**
     * Has those that lack pods try again. Who was refused for long would by itself try again a quarter of an hour later.
     */
    void nudge(ClusterSandboxStatus status, Instant since) {
        String namespace = status.namespace();
        String patch =
                Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(NUDGED, since.toString()))));
        MAKERS.stream()
                .flatMap(kind -> client.resources(kind).inNamespace(namespace).list().getItems().stream())
                .filter(GpuGate::lacksPods)
                .forEach(maker -> patch(maker, patch));
    }

    private void patch(HasMetadata maker, String patch) {
        try {
            client.resource(maker).patch(SandboxNamespaces.MERGE, patch);
        } catch (KubernetesClientException failed) {
            if (!Answers.isNotFound(failed)) {
                throw failed;
            }
        }
    }

    private static boolean lacksPods(HasMetadata maker) {
        return switch (maker) {
            case ReplicaSet set ->
                isMore(set.getSpec().getReplicas(), set.getStatus().getReplicas());
            case StatefulSet set ->
                isMore(set.getSpec().getReplicas(), set.getStatus().getReplicas());
            case Job job ->
                !Dormancy.isFinished(job)
                        && isMore(
                                job.getSpec().getParallelism(), job.getStatus().getActive());
            default -> false;
        };
    }

    private static boolean isMore(@Nullable Integer wanted, @Nullable Integer there) {
        return Optional.ofNullable(wanted).orElse(1)
                > Optional.ofNullable(there).orElse(0);
    }
}
