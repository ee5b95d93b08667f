package academy.ascent.benchmarks.serving;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUpAnswers how many answers each server gives before the first round: what its JIT compiler needs, however
 *     busy the machine is
 * @param warmUpLimit how long that may take; slow servers are interpreted and need less
 * @param rounds how often each server is measured, in turn
 * @param slices how many parts a round has: in each, every server has its turn
 * @param closed length of the closed loop in each round, for the throughput
 * @param open length of the open loop in each round, for the latency
 * @param starts how often each server is started, for the start time
 * @param memoryAnswers after how many answers the resident memory is read
 */
record Plan(
        long warmUpAnswers,
        Duration warmUpLimit,
        int rounds,
        int slices,
        Duration closed,
        Duration open,
        int starts,
        int memoryAnswers) {
    static final Plan FULL =
            new Plan(400_000, Duration.ofSeconds(40), 7, 10, Duration.ofSeconds(4), Duration.ofSeconds(4), 10, 100_000);
    static final Plan QUICK =
            new Plan(60_000, Duration.ofSeconds(15), 3, 4, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 100_000);
}
