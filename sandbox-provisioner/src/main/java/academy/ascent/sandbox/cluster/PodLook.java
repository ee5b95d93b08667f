package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod tells of itself, as {@code kubectl get pods} puts it: a container's trouble goes before the pod's phase. */
final class PodLook {
    private static final String INNER_NAME = "vcluster.loft.sh/object-name";
    private static final String INNER_NAMESPACE = "vcluster.loft.sh/object-namespace";

    private PodLook() {}

    static ClusterPod at(Pod pod) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        return new ClusterPod(
                pod.getMetadata().getName(),
                called(pod.getMetadata()),
                doing(pod, status),
                note(status),
                isTrue(status, "Ready"),
                containers(status)
                        .mapToInt(container -> or(container.getRestartCount(), 0))
                        .sum(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                running(pod),
                ControlPlane.isOf(pod));
    }

    /** How those of a pod are that the node has begun to see to, in the order in which they are started. */
    static Stream<ContainerStatus> containers(Pod pod) {
        return containers(Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new));
    }

    /** vcluster notes of each pod which it is inside. */
    private static String called(ObjectMeta metadata) {
        Map<String, String> notes = metadata.getAnnotations();
        return notes.containsKey(INNER_NAME)
                ? notes.getOrDefault(INNER_NAMESPACE, "") + "/" + notes.get(INNER_NAME)
                : metadata.getName();
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    }

    /** In the order of the pod's own list, as kubectl chooses; a node lists them by their names. */
    private static List<String> running(Pod pod) {
        Set<String> running = containers(pod)
                .filter(PodLook::runs)
                .map(ContainerStatus::getName)
                .collect(Collectors.toSet());
        return Optional.ofNullable(pod.getSpec()).stream()
                .flatMap(spec -> Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream()))
                .map(Container::getName)
                .filter(running::contains)
                .toList();
    }

    static boolean runs(ContainerStatus container) {
        return container.getState() != null && container.getState().getRunning() != null;
    }

    private static String doing(Pod pod, PodStatus status) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        return troubles(status)
                .map(Trouble::reason)
                .findFirst()
                .or(() -> text(status.getReason()))
                .or(() -> text(status.getPhase()))
                .orElse("Pending");
    }

    private static String note(PodStatus status) {
        return troubles(status)
                .map(Trouble::message)
                .findFirst()
                .or(() -> text(status.getMessage()))
                .or(() -> unscheduled(status))
                .orElse("");
    }

    private record Trouble(String reason, String message) {}

    private static Stream<Trouble> troubles(PodStatus status) {
        return containers(status)
                .map(ContainerStatus::getState)
                .filter(state -> state != null)
                .flatMap(state -> trouble(state).stream());
    }

    private static Optional<Trouble> trouble(ContainerState state) {
        ContainerStateWaiting waiting = state.getWaiting();
        if (waiting != null) {
            return text(waiting.getReason()).map(reason -> new Trouble(reason, or(waiting.getMessage(), "")));
        }
        ContainerStateTerminated ended = state.getTerminated();
        if (ended == null || or(ended.getExitCode(), 0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Trouble(
                or(ended.getReason(), "Error"),
                text(ended.getMessage()).orElse("It ended with exit code " + ended.getExitCode())));
    }

    private static Optional<String> unscheduled(PodStatus status) {
        return conditions(status, "PodScheduled")
                .filter(condition -> "False".equals(condition.getStatus()))
                .flatMap(condition -> text(condition.getMessage()).stream())
                .findFirst();
    }

    private static boolean isTrue(PodStatus status, String type) {
        return conditions(status, type).anyMatch(condition -> "True".equals(condition.getStatus()));
    }

    private static Stream<PodCondition> conditions(PodStatus status, String type) {
        List<PodCondition> conditions = status.getConditions();
        return conditions.stream().filter(condition -> condition.getType().equals(type));
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(words -> !words.isBlank());
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
