package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a pod tells of its GPUs. */
final class GpuLook {
    private static final List<String> ENDED = List.of("Succeeded", "Failed");

    private GpuLook() {}

    /** Empty for a pod that asks for none of them. */
    static List<Seen> at(Pod pod, String device, Instant now) {
        int gpus = gpus(pod, device);
        String uid = pod.getMetadata().getUid();
        if (gpus == 0) {
            return List.of();
        }
        if (bound(pod).isEmpty()) {
            return List.of(new Seen(uid, gpus, Holding.WAITING, now));
        }
        Seen bound = new Seen(uid, gpus, Holding.HOLDING, bound(pod).get());
        Seen last = hasEnded(pod)
                ? new Seen(uid, gpus, Holding.ENDED, end(pod).orElse(now))
                : new Seen(uid, gpus, Holding.HOLDING, now);
        return List.of(bound, last);
    }

    /** Whether a pod asks for one and has not ended. */
    static boolean holds(Pod pod, String device) {
        return gpus(pod, device) > 0 && !hasEnded(pod);
    }

    /** As the scheduler counts: what all containers ask for, or one that runs before them, whichever is more. */
    static int gpus(Pod pod, String device) {
        int together = pod.getSpec().getContainers().stream()
                .mapToInt(each -> gpus(each, device))
                .sum();
        int before = pod.getSpec().getInitContainers().stream()
                .mapToInt(each -> gpus(each, device))
                .max()
                .orElse(0);
        return Math.max(together, before);
    }

    private static int gpus(Container container, String device) {
        return Optional.ofNullable(container.getResources())
                .map(resources -> Objects.requireNonNullElse(resources.getRequests(), Map.<String, Quantity>of()))
                .map(requests -> requests.get(device))
                .map(count -> count.getNumericalAmount().intValue())
                .orElse(0);
    }

    static boolean hasEnded(Pod pod) {
        return status(pod, PodStatus::getPhase).filter(ENDED::contains).isPresent();
    }

    private static Optional<Instant> bound(Pod pod) {
        return status(pod, PodStatus::getConditions).stream()
                .flatMap(Collection::stream)
                .filter(condition -> condition.getType().equals("PodScheduled") && "True".equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .findFirst();
    }

    private static Optional<Instant> end(Pod pod) {
        return status(pod, PodStatus::getContainerStatuses).stream()
                .flatMap(Collection::stream)
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .map(ContainerStateTerminated::getFinishedAt)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Comparator.naturalOrder());
    }

    private static <T> Optional<T> status(Pod pod, Function<PodStatus, T> field) {
        return Optional.ofNullable(pod.getStatus()).map(field);
    }
}
