package academy.ascent.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits of a sandbox, as a ResourceQuota would put them, and how long it may be had.
 *
 * @param name for example {@code cpu-small}
 * @param cpuMillis the sum of the CPU limits of all pods, in thousandths of a core
 * @param memoryBytes the sum of the memory limits of all pods, in bytes
 * @param pods the most pods at once
 * @param processes the most processes and threads a pod may have
 * @param storageBytes the sum of all volumes, in bytes
 * @param volumes the most volumes
 * @param services the most Services
 * @param gpus empty where it has none
 * @param stay empty where it lasts until it is closed
 */
public record SandboxClass(
        String name,
        int cpuMillis,
        long memoryBytes,
        int pods,
        int processes,
        long storageBytes,
        int volumes,
        int services,
        Optional<Gpus> gpus,
        Optional<Stay> stay) {

    /** A class of nothing but processes, with as many Services as pods, which lasts until it is closed. */
    public SandboxClass(String name, int cpuMillis, long memoryBytes, int pods, int processes) {
        this(name, cpuMillis, memoryBytes, pods, processes, 0, 0, pods, Optional.empty(), Optional.empty());
    }

    /**
     * GPUs of one kind, or shares of them.
     *
     * @param resource as Kubernetes names them, for example {@code nvidia.com/gpu.shared}
     * @param count the sum that all pods may ask for, at least 1
     * @param aWeek how long one learner may hold one of them in a week
     */
    public record Gpus(String resource, int count, Duration aWeek) {}

    /**
     * How long a sandbox may be had.
     *
     * @param idle without use for so long, it is suspended; not longer than its lifetime
     * @param lifetime after so long it is closed
     * @param extensions how often its lifetime may be begun anew
     */
    public record Stay(Duration idle, Duration lifetime, int extensions) {}

    /** How many of a device its pods may ask for in sum. */
    public int devices(String resource) {
        return gpus.filter(offered -> offered.resource().equals(resource))
                .map(Gpus::count)
                .orElse(0);
    }
}
