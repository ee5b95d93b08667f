package academy.ascent.sandbox.admission;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a container asks for and may use at most; a request that is not set equals the limit.
 *
 * @param cpuRequestMillis thousandths of a core
 * @param memoryRequestBytes bytes
 * @param storageLimitBytes the most that may lie in what its pod can write and does not keep, in bytes
 * @param devices how many of each device, by resource name such as {@code nvidia.com/gpu}: a request of one is its limit
 */
public record Resources(
        int cpuRequestMillis,
        long memoryRequestBytes,
        int cpuLimitMillis,
        long memoryLimitBytes,
        long storageLimitBytes,
        SortedMap<String, Long> devices) {

    /** What a container has that does not say, and the most that one may have: a cluster's LimitRange. */
    static final long MOST_STORAGE_BYTES = 2L << 30;

    public Resources {
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    }

    /** Without any device, and as much storage as there may be. */
    public Resources(int cpuRequestMillis, long memoryRequestBytes, int cpuLimitMillis, long memoryLimitBytes) {
        this(
                cpuRequestMillis,
                memoryRequestBytes,
                cpuLimitMillis,
                memoryLimitBytes,
                MOST_STORAGE_BYTES,
                Collections.emptySortedMap());
    }

    /** How many of a device are asked for. */
    public long count(String device) {
        return devices.getOrDefault(device, 0L);
    }
}
