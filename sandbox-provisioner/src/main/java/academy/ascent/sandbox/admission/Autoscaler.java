package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An admitted HorizontalPodAutoscaler.
 *
 * @param kind of what it scales, Deployment or StatefulSet
 * @param target the name of what it scales
 * @param goals what its pods are to use of a core on the mean; the one that asks for the most pods counts
 * @param behavior how fast it may scale, where that is not left to Kubernetes' defaults
 */
public record Autoscaler(
        String name,
        String kind,
        String target,
        int minReplicas,
        int maxReplicas,
        List<Goal> goals,
        Optional<Behavior> behavior) {
    public Autoscaler {
        goals = List.copyOf(goals);
    }

    /** Whether it scales this workload. */
    public boolean scales(Workload workload) {
        return workload.name().equals(target) && workload.kind().equals(kind);
    }

    /** The mean CPU time of the pods that it aims at. */
    public sealed interface Goal {
        /** @param percent of what they request */
        record Utilization(int percent) implements Goal {}

        /** @param millis thousandths of a core for each */
        record AverageValue(int millis) implements Goal {}
    }

    /** How fast it may scale up and down. */
    public record Behavior(Rules up, Rules down) {}

    /**
     * How fast it may scale one way.
     *
     * @param window over how long back the most cautious recommendation counts
     * @param select which of the policies holds
     */
    public record Rules(Duration window, Select select, List<Speed> policies) {
        public Rules {
            policies = List.copyOf(policies);
        }
    }

    /** Which of several policies holds: the one that changes the most, the least, or none, so that nothing changes. */
    public enum Select {
        MAX,
        MIN,
        DISABLED
    }

    /**
     * A policy: the most that may change within a period.
     *
     * @param percent whether the value is a percentage of the pods, else their number
     */
    public record Speed(boolean percent, int value, Duration period) {}
}
