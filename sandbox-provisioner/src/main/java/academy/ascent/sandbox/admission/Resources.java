package academy.ascent.sandbox.admission;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a container asks for and may use at most; a request that is not set equals the limit.
 *
 * @param cpuRequestMillis thousandths of a core
 * @param memoryRequestBytes bytes
 * @param devices how many of each device, by resource name such as {@code nvidia.com/gpu}: a request of one is its limit
 */
public record Resources(
        int cpuRequestMillis,
        long memoryRequestBytes,
        int cpuLimitMillis,
        long memoryLimitBytes,
        SortedMap<String, Long> devices) {

    public Resources {
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    }

    /** Without any device. */
    public Resources(int cpuRequestMillis, long memoryRequestBytes, int cpuLimitMillis, long memoryLimitBytes) {
        this(cpuRequestMillis, memoryRequestBytes, cpuLimitMillis, memoryLimitBytes, Collections.emptySortedMap());
    }

    /** How many of a device are asked for. */
    public long count(String device) {
        return devices.getOrDefault(device, 0L);
    }
}
