package academy.ascent.sandbox.local;

import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the Deployment controller would do next: a pure function of what is wanted and what is there. */
final class Rollout {
    private Rollout() {}

    /**
     * A pod that is not ending.
     *
     * @param number counts pods of the sandbox in the order of their creation
     * @param current whether it has the workload's present template
     * @param available whether it is ready, for as long as the workload asks
     */
    record Pod(int number, boolean current, boolean available) {}

    /**
     * @param create how many pods of the present template to create
     * @param delete the numbers of the pods to end
     */
    record Step(int create, List<Integer> delete) {}

    /** How many of {@code create} to create now if each waits until all others are available. */
    static int nextAlone(int create, List<Pod> pods) {
        return pods.stream().allMatch(Pod::available) ? Math.min(1, create) : 0;
    }

    static Step next(DeploymentWorkload workload, List<Pod> pods) {
        List<Pod> current = pods.stream().filter(Pod::current).toList();
        List<Pod> old = pods.stream().filter(pod -> !pod.current()).toList();
        if (old.isEmpty()) {
            return scale(workload.replicas(), current);
        }
        if (workload.recreate()) {
            return new Step(0, numbers(old));
        }
        int room = workload.replicas() + workload.maxSurge() - pods.size();
        int create = Math.clamp(workload.replicas() - current.size(), 0, Math.max(0, room));
        return new Step(create, retire(workload, pods, current, old));
    }

    static RolloutStatus status(DeploymentWorkload workload, List<Pod> pods) {
        List<Pod> current = pods.stream().filter(Pod::current).toList();
        return new RolloutStatus(
                workload.name(),
                workload.replicas(),
                current.size(),
                (int) current.stream().filter(Pod::available).count(),
                pods.size() - current.size(),
                workload.paused());
    }

    /** What a ReplicaSet of so many pods would do next, whose pods are these. */
    static Step scale(int replicas, List<Pod> current) {
        if (current.size() <= replicas) {
            return new Step(replicas - current.size(), List.of());
        }
        List<Pod> unwanted = current.stream()
                .sorted(Comparator.comparing(Pod::available).thenComparing(Pod::number, Comparator.reverseOrder()))
                .limit(current.size() - replicas)
                .toList();
        return new Step(0, numbers(unwanted));
    }

    /** Old pods that are not available go first; available ones only while enough others are. */
    private static List<Integer> retire(DeploymentWorkload workload, List<Pod> pods, List<Pod> current, List<Pod> old) {
        int least = workload.replicas() - workload.maxUnavailable();
        long unready = current.stream().filter(pod -> !pod.available()).count();
        long removable = pods.size() - least - unready;
        List<Pod> retired = new ArrayList<>(old.stream()
                .filter(pod -> !pod.available())
                .limit(Math.max(0, removable))
                .toList());
        long available = pods.stream().filter(Pod::available).count();
        long spare = Math.min(removable - retired.size(), available - least);
        old.stream().filter(Pod::available).limit(Math.max(0, spare)).forEach(retired::add);
        return numbers(retired);
    }

    private static List<Integer> numbers(List<Pod> pods) {
        return pods.stream().map(Pod::number).toList();
    }
}
