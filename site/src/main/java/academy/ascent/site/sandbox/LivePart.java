package academy.ascent.site.sandbox;

import academy.ascent.site.Href;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What runs in a sandbox now.
 *
 * @param refresh where this part is got again
 * @param state a word: deploying, refused, starting, ready
 * @param finding the same in a sentence
 * @param problems why it could not be deployed, a line each
 * @param rollouts of Deployments and StatefulSets
 * @param usage what it uses of its class, and what its autoscalers make of that, a line each
 * @param log the last lines of one replica
 */
public record LivePart(
        Href refresh,
        String state,
        String finding,
        List<String> problems,
        List<Replica> replicas,
        List<Rollout> rollouts,
        List<String> usage,
        Optional<Log> log) {
    public LivePart {
        problems = List.copyOf(problems);
        replicas = List.copyOf(replicas);
        rollouts = List.copyOf(rollouts);
        usage = List.copyOf(usage);
    }

    /**
     * A pod.
     *
     * @param doing a word: starting, running, waiting, ending, ended
     * @param note how its container last ended, or empty
     * @param log the page with its log
     * @param terminal the page with a shell beside it; empty while no container runs
     * @param shown whether its log is the one that is shown
     */
    public record Replica(
            String name,
            String doing,
            boolean ready,
            int restarts,
            Instant started,
            String note,
            Href log,
            Optional<Href> terminal,
            boolean shown) {}

    /**
     * How far a workload has come towards its present template.
     *
     * @param revisions the present one first; empty where the workload keeps none
     */
    public record Rollout(String workload, String finding, List<Revision> revisions) {
        public Rollout {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * A template that can be returned to.
     *
     * @param cause why it was made, or empty
     */
    public record Revision(int number, String cause, boolean present) {}

    /** Lines that a replica wrote, oldest first. */
    public record Log(String replica, List<String> lines) {
        public Log {
            lines = List.copyOf(lines);
        }
    }
}
