package academy.ascent.sandbox.cluster;

import java.time.Instant;
import java.util.List;

/**
 * A pod in a sandbox on a cluster.
 *
 * @param name in the sandbox's namespace
 * @param called what its learner calls it: of a virtual cluster's pod, its namespace and its name there
 * @param doing in kubectl's word, for example {@code Running}, {@code Pending}, {@code CrashLoopBackOff}
 * @param note why it does not run, in the cluster's words; may be empty
 * @param isReady whether it gets requests
 * @param restarts of all of its containers
 * @param running the containers that run, its own before those that came before them
 * @param isControlPlane whether it is a virtual cluster's own, which has no logs for its learner
 */
public record ClusterPod(
        String name,
        String called,
        String doing,
        String note,
        boolean isReady,
        int restarts,
        Instant made,
        List<String> running,
        boolean isControlPlane) {
    public ClusterPod {
        running = List.copyOf(running);
    }
}
