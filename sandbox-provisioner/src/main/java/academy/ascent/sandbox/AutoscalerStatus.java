package academy.ascent.sandbox;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an autoscaler sees and wants, as {@code kubectl get hpa} tells it.
 *
 * @param name of the HorizontalPodAutoscaler
 * @param workload what it scales; it may not be there
 * @param cpuPercent the CPU time that its pods use on the mean, as a percentage of what they request; empty while that is
 *     not known: of pods that have just become ready, or of none
 * @param rates what its pods do, of what it goes by
 * @param replicas how many pods it wants
 */
public record AutoscalerStatus(
        String name,
        String workload,
        OptionalInt cpuPercent,
        List<Rate> rates,
        int minReplicas,
        int maxReplicas,
        int replicas) {
    public AutoscalerStatus {
        rates = List.copyOf(rates);
    }

    /**
     * How often pods do something.
     *
     * @param metric as the autoscaler names it
     * @param perSecond the mean of its pods; empty while no pod has told twice
     * @param target the mean that it aims at
     */
    public record Rate(String metric, OptionalDouble perSecond, double target) {}
}
