package academy.ascent.sandbox;

/**
 * The limits of a sandbox, as a ResourceQuota would put them.
 *
 * @param name for example {@code cpu-small}
 * @param cpuMillis the sum of the CPU limits of all pods, in thousandths of a core
 * @param memoryBytes the sum of the memory limits of all pods, in bytes
 * @param pods the most pods at once
 * @param processes the most processes and threads a pod may have
 */
public record SandboxClass(String name, int cpuMillis, long memoryBytes, int pods, int processes) {}
