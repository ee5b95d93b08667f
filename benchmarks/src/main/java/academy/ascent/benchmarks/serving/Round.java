package academy.ascent.benchmarks.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one round told of one server.
 *
 * @param throughput answers a second in the closed loop
 * @param cpuMicros CPU time of the server for one answer in the closed loop, in microseconds; the kernel counts in ticks
 *     of 10 ms
 * @param loadShare the share of its core that the load needed in the closed loop: well below 1, or the load was the
 *     bottleneck
 * @param othersOnServerCore the share of the servers' core that other processes took in the closed loop
 * @param othersOnLoadCore the share of the load's core that other processes took in the closed loop
 * @param halfRate questions a second of the open loop, half of the throughput
 * @param p50Micros median latency in the open loop, from the intended moment, in microseconds
 * @param p99Micros 99th percentile of the same
 */
record Round(
        double throughput,
        double cpuMicros,
        double loadShare,
        double othersOnServerCore,
        double othersOnLoadCore,
        double halfRate,
        double p50Micros,
        double p99Micros) {
    private static final double DISTURBED = 0.05;

    /** Whether the machine was the bench's own but for a twentieth of each core. */
    @JsonProperty
    boolean isQuiet() {
        return othersOnServerCore <= DISTURBED && othersOnLoadCore <= DISTURBED;
    }
}
