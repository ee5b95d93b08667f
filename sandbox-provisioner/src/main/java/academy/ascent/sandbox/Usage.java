package academy.ascent.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * What a sandbox has used and how it is held.
 *
 * @param cpuTime CPU time of all its processes so far
 * @param memoryBytes resident memory now, in bytes; a kernel may tell it two seconds late
 * @param queued how long its living threads have waited for a core so far; only changes tell something
 * @param limits how limits are kept here, for a person: for example {@code cgroup v1} or {@code rlimits}
 * @param protectedFromNeighbours whether the highest CPU weight is set now, as read back
 * @param elsewhere what the machines do that it runs on; empty where it runs on this one
 */
public record Usage(
        Duration cpuTime,
        long memoryBytes,
        Duration queued,
        String limits,
        boolean protectedFromNeighbours,
        Optional<MachineTimes> elsewhere) {

    /** That of one that runs on this machine. */
    public Usage(Duration cpuTime, long memoryBytes, Duration queued, String limits, boolean protectedFromNeighbours) {
        this(cpuTime, memoryBytes, queued, limits, protectedFromNeighbours, Optional.empty());
    }
}
