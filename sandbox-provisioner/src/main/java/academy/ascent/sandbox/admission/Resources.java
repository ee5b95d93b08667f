package academy.ascent.sandbox.admission;

/**
 * What a container asks for and may use at most; a request that is not set equals the limit.
 *
 * @param cpuRequestMillis thousandths of a core
 * @param memoryRequestBytes bytes
 */
public record Resources(int cpuRequestMillis, long memoryRequestBytes, int cpuLimitMillis, long memoryLimitBytes) {}
