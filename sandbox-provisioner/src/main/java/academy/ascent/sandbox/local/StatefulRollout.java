package academy.ascent.sandbox.local;

import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.admission.StatefulWorkload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the StatefulSet controller would do next, one pod at a time: a pure function of what is wanted and what is there. */
final class StatefulRollout {
    private StatefulRollout() {}

    /**
     * A pod that is not gone.
     *
     * @param ordinal its place in the set
     * @param current whether it has the set's present template
     * @param available whether it is ready, for as long as the set asks
     * @param ending whether it was told to end
     */
    record Pod(int ordinal, boolean current, boolean available, boolean ending) {}

    /**
     * @param create the ordinal of the pod to create
     * @param delete the ordinal of the pod to end
     */
    record Step(OptionalInt create, OptionalInt delete) {
        static final Step NOTHING = new Step(OptionalInt.empty(), OptionalInt.empty());
    }

    /** First every place is taken by an available pod, lowest first; then what is too much or old goes, highest first. */
    static Step next(StatefulWorkload workload, List<Pod> pods) {
        for (int i = 0; i < workload.replicas(); i++) {
            Optional<Pod> there = at(i, pods);
            if (there.isEmpty()) {
                return new Step(OptionalInt.of(i), OptionalInt.empty());
            }
            if (!there.get().available() || there.get().ending()) {
                return Step.NOTHING;
            }
        }
        return pods.stream()
                .filter(pod -> pod.ordinal() >= workload.replicas() || !pod.current())
                .max(Comparator.comparing(Pod::ordinal))
                .filter(pod -> !pod.ending())
                .map(pod -> new Step(OptionalInt.empty(), OptionalInt.of(pod.ordinal())))
                .orElse(Step.NOTHING);
    }

    private static Optional<Pod> at(int ordinal, List<Pod> pods) {
        return pods.stream().filter(pod -> pod.ordinal() == ordinal).findFirst();
    }

    static RolloutStatus status(StatefulWorkload workload, List<Pod> pods) {
        List<Pod> living = pods.stream().filter(pod -> !pod.ending()).toList();
        List<Pod> current = living.stream()
                .filter(pod -> pod.current() && pod.ordinal() < workload.replicas())
                .toList();
        return new RolloutStatus(
                workload.name(),
                workload.replicas(),
                current.size(),
                (int) current.stream().filter(Pod::available).count(),
                living.size() - current.size(),
                false);
    }
}
