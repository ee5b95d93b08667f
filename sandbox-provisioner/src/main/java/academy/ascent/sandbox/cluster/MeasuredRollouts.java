package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the Deployments and StatefulSets of a namespace have come, and the way back. Nothing is kept: what has just been
 * changed is seen at once.
 */
final class MeasuredRollouts {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";
    private final KubernetesClient client;
    private final String namespace;

    MeasuredRollouts(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    List<RolloutStatus> statuses() {
        List<ReplicaSet> sets =
                client.apps().replicaSets().inNamespace(namespace).list().getItems();
        Stream<RolloutStatus> deployments =
                client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                        .map(deployment -> status(deployment, sets));
        Stream<RolloutStatus> statefulSets =
                client.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
                        .filter(set -> !Ownership.isOurs(set))
                        .map(MeasuredRollouts::status);
        return Stream.concat(deployments, statefulSets)
                .sorted(Comparator.comparing(RolloutStatus::workload))
                .toList();
    }

    private static RolloutStatus status(Deployment deployment, List<ReplicaSet> all) {
        List<ReplicaSet> own = all.stream().filter(set -> isOf(deployment, set)).toList();
        // Until the controller has looked, what there is may be of a template that is no longer wanted.
        boolean seen = isSeen(deployment, deployment.getStatus().getObservedGeneration());
        Optional<ReplicaSet> present =
                own.stream().filter(set -> seen && isPresent(deployment, set)).findFirst();
        int pods = own.stream()
                .mapToInt(set -> count(set, ReplicaSetStatus::getReplicas))
                .sum();
        int updated =
                present.map(set -> count(set, ReplicaSetStatus::getReplicas)).orElse(0);
        return new RolloutStatus(
                deployment.getMetadata().getName(),
                deployment.getSpec().getReplicas(),
                updated,
                present.map(set -> count(set, ReplicaSetStatus::getAvailableReplicas))
                        .orElse(0),
                pods - updated,
                Boolean.TRUE.equals(deployment.getSpec().getPaused()));
    }

    private static RolloutStatus status(StatefulSet set) {
        int wanted = set.getSpec().getReplicas();
        boolean seen = isSeen(set, set.getStatus().getObservedGeneration());
        int pods = or(set.getStatus().getReplicas());
        boolean done = Objects.equals(
                set.getStatus().getCurrentRevision(), set.getStatus().getUpdateRevision());
        int updated = !seen ? 0 : done ? pods : or(set.getStatus().getUpdatedReplicas());
        return new RolloutStatus(
                set.getMetadata().getName(),
                wanted,
                updated,
                Math.min(updated, or(set.getStatus().getAvailableReplicas())),
                pods - updated,
                false);
    }

    private static boolean isSeen(HasMetadata object, @Nullable Long observed) {
        return observed != null && observed >= object.getMetadata().getGeneration();
    }

    private static int count(ReplicaSet set, Function<ReplicaSetStatus, @Nullable Integer> field) {
        return set.getStatus() == null ? 0 : or(field.apply(set.getStatus()));
    }

    private static int or(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static boolean isOf(Deployment deployment, ReplicaSet set) {
        return set.getMetadata().getOwnerReferences().stream()
                .anyMatch(
                        owner -> owner.getUid().equals(deployment.getMetadata().getUid()));
    }

    private static boolean isPresent(Deployment deployment, ReplicaSet set) {
        return number(set) == number(deployment);
    }

    private static int number(HasMetadata object) {
        return Integer.parseInt(Optional.ofNullable(object.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(REVISION, "0"));
    }

    /** @throws SandboxException with code {@code NOT_FOUND} if there is no such Deployment */
    List<Revision> history(String name) {
        return sets(deployment(name)).stream()
                .map(set -> new Revision(
                        number(set),
                        DeploymentWorkload.changeCause(set.getMetadata().getAnnotations())))
                .toList();
    }

    /** As {@code kubectl rollout undo} does. */
    void undo(String name, int revision) {
        Deployment deployment = deployment(name);
        ReplicaSet wanted = revision(name, sets(deployment), revision);
        if (!isPresent(deployment, wanted)) {
            PodTemplateSpec template = wanted.getSpec().getTemplate();
            template.getMetadata().getLabels().remove(HASH);
            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(found -> found.edit()
                            .editSpec()
                            .withTemplate(template)
                            .endSpec()
                            .build());
        }
    }

    private static ReplicaSet revision(String deployment, List<ReplicaSet> sets, int revision) {
        if (revision == 0 && sets.size() < 2) {
            throw new SandboxException(
                    Code.NOT_FOUND, "no rollout history found for deployment \"" + deployment + "\"");
        }
        return revision == 0
                ? sets.get(sets.size() - 2)
                : sets.stream()
                        .filter(set -> number(set) == revision)
                        .findFirst()
                        .orElseThrow(() -> new SandboxException(
                                Code.NOT_FOUND, "unable to find specified revision " + revision + " in history"));
    }

    private Deployment deployment(String name) {
        return Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .orElseThrow(() -> new SandboxException(Code.NOT_FOUND, "deployments.apps \"" + name + "\" not found"));
    }

    /** Oldest first. */
    private List<ReplicaSet> sets(Deployment deployment) {
        return client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                .filter(set -> isOf(deployment, set))
                .sorted(Comparator.comparingInt(MeasuredRollouts::number))
                .toList();
    }
}
