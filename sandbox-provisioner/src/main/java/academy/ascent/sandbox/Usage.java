package academy.ascent.sandbox;

import java.time.Duration;

/**
 * What a sandbox has used and how it is held.
 *
 * @param cpuTime CPU time of all its processes so far
 * @param memoryBytes resident memory now, in bytes
 * @param limits how limits are kept here, for a person: for example {@code cgroup v1} or {@code rlimits}
 * @param protectedFromNeighbours whether the highest CPU weight could be set and read back
 */
public record Usage(Duration cpuTime, long memoryBytes, String limits, boolean protectedFromNeighbours) {}
