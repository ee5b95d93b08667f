package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changes in a workload when its sandbox is suspended, and back. Annotations of the workload remember how it was, so
 * that it is changed and remembered at once; what somebody sets meanwhile stays. An empty answer means that nothing is to change.
 */
final class Dormancy {
    static final String REPLICAS = "ascent.academy/replicas";
    static final String WHEN_SCALED = "ascent.academy/when-scaled";
    static final String SUSPEND = "ascent.academy/suspend";

    private Dormancy() {}

    /**
     * The kinds whose pods a suspended sandbox stops.
     *
     * @see Workloads
     */
    static List<Class<? extends HasMetadata>> kinds() {
        return List.of(CronJob.class, Job.class, Deployment.class, StatefulSet.class, ReplicaSet.class);
    }

    /** A change of annotations and of the spec, both as a JSON merge patch takes them: null removes. */
    record Change(Map<String, @Nullable String> annotations, Map<String, ?> spec) {}

    /** To no pods. */
    static Optional<Change> sleep(HasMetadata workload) {
        return switch (workload) {
            case Deployment deployment -> stopped(deployment.getSpec().getReplicas());
            case ReplicaSet set ->
                isControlled(set) ? Optional.empty() : stopped(set.getSpec().getReplicas());
            case StatefulSet set -> stopped(set.getSpec().getReplicas()).map(change -> keepingVolumes(set, change));
            case Job job ->
                isFinished(job) ? Optional.empty() : held(job.getSpec().getSuspend());
            case CronJob job -> held(job.getSpec().getSuspend());
            default -> throw unknown(workload);
        };
    }

    private static Optional<Change> stopped(@Nullable Integer replicas) {
        int now = replicas == null ? 1 : replicas;
        return now == 0
                ? Optional.empty()
                : Optional.of(new Change(Map.of(REPLICAS, String.valueOf(now)), Map.of("replicas", 0)));
    }

    /** A StatefulSet may say that scaling down deletes volumes; suspension must not. */
    private static Change keepingVolumes(StatefulSet set, Change change) {
        StatefulSetPersistentVolumeClaimRetentionPolicy policy =
                set.getSpec().getPersistentVolumeClaimRetentionPolicy();
        if (policy == null || !"Delete".equals(policy.getWhenScaled())) {
            return change;
        }
        Map<String, @Nullable String> annotations = new HashMap<>(change.annotations());
        annotations.put(WHEN_SCALED, "Delete");
        return new Change(
                annotations,
                Map.of("replicas", 0, "persistentVolumeClaimRetentionPolicy", Map.of("whenScaled", "Retain")));
    }

    private static Optional<Change> held(@Nullable Boolean suspended) {
        return Boolean.TRUE.equals(suspended)
                ? Optional.empty()
                : Optional.of(new Change(Map.of(SUSPEND, "false"), Map.of("suspend", true)));
    }

    /** Back to how it was. */
    static Optional<Change> wake(HasMetadata workload) {
        Map<String, String> remembered =
                Optional.ofNullable(workload.getMetadata().getAnnotations()).orElse(Map.of());
        return switch (workload) {
            case Deployment deployment ->
                started(remembered, deployment.getSpec().getReplicas());
            case ReplicaSet set -> started(remembered, set.getSpec().getReplicas());
            case StatefulSet set -> started(remembered, set.getSpec().getReplicas());
            case Job _, CronJob _ ->
                remembered.containsKey(SUSPEND)
                        ? Optional.of(new Change(forgetting(SUSPEND), Map.of("suspend", false)))
                        : Optional.empty();
            default -> throw unknown(workload);
        };
    }

    private static Optional<Change> started(Map<String, String> remembered, @Nullable Integer replicas) {
        if (!remembered.containsKey(REPLICAS)) {
            return Optional.empty();
        }
        Map<String, Object> spec = new HashMap<>();
        if (replicas != null && replicas == 0) {
            count(remembered.get(REPLICAS)).ifPresent(count -> spec.put("replicas", count));
        }
        if (remembered.containsKey(WHEN_SCALED)) {
            spec.put("persistentVolumeClaimRetentionPolicy", Map.of("whenScaled", "Delete"));
        }
        return Optional.of(new Change(forgetting(REPLICAS, WHEN_SCALED), spec));
    }

    /** Learners can write annotations, so this one may be anything. */
    private static Optional<Integer> count(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    private static Map<String, @Nullable String> forgetting(String... keys) {
        Map<String, @Nullable String> annotations = new HashMap<>();
        for (String key : keys) {
            annotations.put(key, null);
        }
        return annotations;
    }

    static boolean isControlled(HasMetadata workload) {
        return workload.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getController)
                .anyMatch(Boolean.TRUE::equals);
    }

    static boolean isFinished(Job job) {
        return Optional.ofNullable(job.getStatus()).map(JobStatus::getConditions).orElse(List.of()).stream()
                .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType())
                        && "True".equals(condition.getStatus()));
    }

    private static IllegalArgumentException unknown(HasMetadata workload) {
        return new IllegalArgumentException("Not a workload that a sandbox can stop: " + workload.getKind());
    }
}
