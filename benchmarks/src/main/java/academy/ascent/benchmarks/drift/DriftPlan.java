package academy.ascent.benchmarks.drift;

import java.util.List;

/**
 * How much a run measures.
 *
 * @param rows of each of the two samples that are compared
 * @param rounds of each timing of ours
 * @param peerRounds of each timing of the peer
 * @param streamed how many values go through one sketch, ascending
 * @param windows how many clean windows are judged
 * @param shifted in how many seeded streams a shift is looked for
 */
public record DriftPlan(
        int rows, int rounds, int peerRounds, List<Integer> streamed, int windows, int shifted, int shiftedRows) {
    static final DriftPlan FULL =
            new DriftPlan(1_000_000, 7, 3, List.of(100_000, 1_000_000, 10_000_000, 100_000_000), 1_000, 20, 1_000_000);
    static final DriftPlan QUICK = new DriftPlan(50_000, 3, 1, List.of(100_000, 1_000_000), 200, 3, 100_000);

    static DriftPlan named(String name) {
        return name.equals("quick") ? QUICK : FULL;
    }
}
