package academy.ascent.sandbox;

import java.util.OptionalInt;

/**
 * What an autoscaler sees and wants, as {@code kubectl get hpa} tells it.
 *
 * @param name of the HorizontalPodAutoscaler
 * @param workload what it scales; it may not be there
 * @param cpuPercent the CPU time that its pods use on the mean, as a percentage of what they request; empty while that is
 *     not known: of pods that have just become ready, or of none
 * @param replicas how many pods it wants
 */
public record AutoscalerStatus(
        String name, String workload, OptionalInt cpuPercent, int minReplicas, int maxReplicas, int replicas) {}
