package academy.ascent.sandbox.trace;

import academy.ascent.sandbox.Replica;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is seen at one moment.
 *
 * @param pods those that have not ended
 * @param endpoints how many of them clients of the Service are led to
 * @param before the names of the pods that were there when the present step began
 */
public record Look(List<Replica> pods, int endpoints, Set<String> before) {
    /** What a stage shows, at a moment when nothing has been done. */
    public Look(Collection<Replica> all, int endpoints) {
        this(all.stream().filter(pod -> pod.state() != Replica.State.ENDED).toList(), endpoints, Set.of());
    }

    Look since(Set<String> earlier) {
        return new Look(pods, endpoints, earlier);
    }

    List<Replica> fresh() {
        return pods.stream().filter(pod -> !before.contains(pod.name())).toList();
    }

    List<Replica> old() {
        return pods.stream().filter(pod -> before.contains(pod.name())).toList();
    }

    long ready() {
        return count(pods);
    }

    static long count(List<Replica> among) {
        return among.stream().filter(Replica::ready).count();
    }

    long in(Replica.State state) {
        return pods.stream().filter(pod -> pod.state() == state).count();
    }

    int restarts() {
        return pods.stream().mapToInt(Replica::restarts).sum();
    }

    /** Whether a pod's container last ended so. */
    boolean exit(String words) {
        return pods.stream()
                .anyMatch(pod -> pod.lastExit().filter(words::equals).isPresent());
    }
}
