package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An admitted HorizontalPodAutoscaler.
 *
 * @param kind of what it scales, Deployment or StatefulSet
 * @param target the name of what it scales
 * @param goals what its pods are to use or to do on the mean; the one that asks for the most pods counts
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

    /** Those of its goals that are about what pods do. */
    public List<Goal.Rate> rates() {
        return goals.stream()
                .filter(Goal.Rate.class::isInstance)
                .map(Goal.Rate.class::cast)
                .toList();
    }

    /** The counters that it looks at. */
    public Set<String> counters() {
        return rates().stream().map(Goal.Rate::counter).collect(Collectors.toSet());
    }

    /** The mean of its pods that it aims at. */
    public sealed interface Goal {
        /**
         * CPU time.
         *
         * @param percent of what they request
         */
        record Utilization(int percent) implements Goal {}

        /**
         * CPU time.
         *
         * @param millis thousandths of a core for each
         */
        record AverageValue(int millis) implements Goal {}

        /**
         * How fast a counter grows that each of them exposes to Prometheus.
         *
         * @param metric the counter's name with {@code _per_second} for {@code _total}
         * @param millis thousandths a second for each
         */
        record Rate(String metric, int millis) implements Goal {
            private static final String SUFFIX = "_per_second";

            /** Whether a metric is one of these. */
            static boolean isNamedBy(String metric) {
                return metric.matches("[a-zA-Z_:][a-zA-Z0-9_:]*" + SUFFIX);
            }

            /** The counter's name. */
            public String counter() {
                return metric.substring(0, metric.length() - SUFFIX.length()) + "_total";
            }
        }
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
