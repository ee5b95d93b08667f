package academy.ascent.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A pod as it stands now.
 *
 * @param name for example {@code tumour-1}
 * @param workload the Deployment, StatefulSet or Job it belongs to
 * @param restarts how often its container was started again
 * @param started when the container was last started
 * @param lastExit how the container last ended, for example {@code exit code 1}, {@code killed by signal 9} or {@code out of memory}; while it
 *     cannot be started for want of a ConfigMap or Secret, what is missing, for example
 *     {@code CreateContainerConfigError: secret "token" not found}
 */
public record Replica(
        String name,
        String workload,
        State state,
        boolean ready,
        int restarts,
        Instant started,
        Optional<String> lastExit) {

    /** What the replica is doing. */
    public enum State {
        STARTING,
        RUNNING,
        BACKING_OFF,
        TERMINATING,
        ENDED
    }
}
