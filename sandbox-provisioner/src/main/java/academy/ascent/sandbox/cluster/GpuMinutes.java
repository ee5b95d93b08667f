package academy.ascent.sandbox.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GPU time from what was seen of pods. A pod holds its GPUs from when it was bound to a node until it has ended; time in
 * which nobody looked counts only if it was seen to hold them after.
 */
final class GpuMinutes {

    private GpuMinutes() {}

    /** What a pod does with its GPUs. */
    enum Holding {
        /** Not yet bound to a node. */
        WAITING,
        /** Bound to a node, whether it runs there or not. */
        HOLDING,
        /** In phase Succeeded or Failed, or gone. */
        ENDED
    }

    /**
     * A look at a pod.
     *
     * @param pod its uid
     * @param gpus how many it asks for
     * @param at when what is told of it was so: the look, or where the pod tells, when it was bound or ended
     */
    record Seen(String pod, int gpus, Holding holding, Instant at) {}

    /**
     * How long GPUs were held between two moments, added up over all of them; the order of what was seen does not matter, nor
     * does what was seen twice.
     *
     * @param from for example the beginning of the week
     * @param to not before {@code from}
     */
    static Duration used(Collection<Seen> seen, Instant from, Instant to) {
        return seen.stream().collect(Collectors.groupingBy(Seen::pod)).values().stream()
                .map(pod -> used(pod, from, to))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration used(List<Seen> pod, Instant from, Instant to) {
        Optional<Instant> begin = moments(pod, Holding.HOLDING).min(Comparator.naturalOrder());
        Optional<Instant> end = moments(pod, Holding.ENDED)
                .min(Comparator.naturalOrder())
                .or(() -> moments(pod, Holding.HOLDING).max(Comparator.naturalOrder()));
        if (begin.isEmpty() || end.isEmpty()) {
            return Duration.ZERO;
        }
        Instant first = begin.get().isAfter(from) ? begin.get() : from;
        Instant last = end.get().isBefore(to) ? end.get() : to;
        int gpus = pod.stream().mapToInt(Seen::gpus).max().orElse(0);
        return last.isAfter(first) ? Duration.between(first, last).multipliedBy(gpus) : Duration.ZERO;
    }

    private static Stream<Instant> moments(List<Seen> pod, Holding holding) {
        return pod.stream().filter(seen -> seen.holding() == holding).map(Seen::at);
    }
}
