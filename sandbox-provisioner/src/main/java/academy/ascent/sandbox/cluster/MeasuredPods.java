package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Replica;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods of a cluster as the port tells of replicas. */
final class MeasuredPods {
    private static final String HASH = "pod-template-hash";
    private static final int SIGNALS = 128;

    private MeasuredPods() {}

    static Replica replica(Pod pod) {
        Optional<ContainerStatus> container = container(pod);
        return new Replica(
                pod.getMetadata().getName(),
                workload(pod),
                state(pod, container.orElse(null)),
                container.map(ContainerStatus::getReady).orElse(false) && !isEnding(pod),
                container.map(ContainerStatus::getRestartCount).orElse(0),
                started(pod, container),
                container.flatMap(MeasuredPods::exit));
    }

    /** That of the pod's one container, as soon as its node tells of it. */
    static Optional<ContainerStatus> container(Pod pod) {
        return Optional.ofNullable(pod.getStatus().getContainerStatuses())
                .flatMap(statuses -> statuses.stream().findFirst());
    }

    /** The id of its container while that runs, as control groups have it. */
    static Optional<String> running(Pod pod) {
        return container(pod)
                .filter(status -> status.getState() != null && status.getState().getRunning() != null)
                .map(ContainerStatus::getContainerID)
                .map(id -> id.replaceFirst("^.*://", ""))
                .filter(id -> id.matches("[0-9a-f]{16,}"));
    }

    private static boolean isEnding(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** A Deployment's pod belongs to a ReplicaSet, which is named for the Deployment and the pod's template. */
    private static String workload(Pod pod) {
        Optional<OwnerReference> owner = pod.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        String hash = pod.getMetadata().getLabels().get(HASH);
        return owner.map(OwnerReference::getName)
                .map(name -> hash == null || !name.endsWith("-" + hash)
                        ? name
                        : name.substring(0, name.length() - hash.length() - 1))
                .orElse(pod.getMetadata().getName());
    }

    private static Replica.State state(Pod pod, @Nullable ContainerStatus container) {
        if (isEnding(pod)) {
            return Replica.State.TERMINATING;
        }
        if (List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase())) {
            return Replica.State.ENDED;
        }
        if (container == null) {
            return Replica.State.STARTING;
        }
        ContainerState state = container.getState();
        if (state.getWaiting() != null) {
            return "CrashLoopBackOff".equals(state.getWaiting().getReason())
                    ? Replica.State.BACKING_OFF
                    : Replica.State.STARTING;
        }
        return Boolean.TRUE.equals(container.getStarted()) ? Replica.State.RUNNING : Replica.State.STARTING;
    }

    private static Instant started(Pod pod, Optional<ContainerStatus> container) {
        return container
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .map(running -> Instant.parse(running.getStartedAt()))
                .orElseGet(() -> Instant.parse(pod.getMetadata().getCreationTimestamp()));
    }

    private static Optional<String> exit(ContainerStatus container) {
        ContainerState state = container.getState();
        if (state.getWaiting() != null
                && "CreateContainerConfigError".equals(state.getWaiting().getReason())) {
            return Optional.of(
                    state.getWaiting().getReason() + ": " + state.getWaiting().getMessage());
        }
        ContainerStateTerminated ended = Optional.ofNullable(state.getTerminated())
                .orElse(container.getLastState().getTerminated());
        return Optional.ofNullable(ended).map(MeasuredPods::words);
    }

    private static String words(ContainerStateTerminated ended) {
        if ("OOMKilled".equals(ended.getReason())) {
            return "out of memory";
        }
        return ended.getExitCode() > SIGNALS
                ? "killed by signal " + (ended.getExitCode() - SIGNALS)
                : "exit code " + ended.getExitCode();
    }
}
