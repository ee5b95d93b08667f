package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
import java.time.Duration;
import java.util.List;

/**
 * What came of one block of load, and what it took.
 *
 * @param cpu CPU time of all processes from its first request until its last one was settled
 * @param peakBytes the most resident memory seen
 * @param right by request: whether it was answered rightly and in time
 * @param failed requests without an answer
 * @param wrong answers that say something else than the reference
 * @param late right answers that came too late
 */
record CostBlock(Duration cpu, long peakBytes, List<Boolean> right, int failed, int wrong, int late) {
    CostBlock {
        right = List.copyOf(right);
    }

    static CostBlock of(SoloBlocks.Block block, CaseBook cases, Duration within) {
        List<Sample> samples = block.samples();
        int failed = 0;
        int wrong = 0;
        int late = 0;
        Boolean[] right = new Boolean[samples.size()];
        for (int i = 0; i < right.length; i++) {
            Sample sample = samples.get(i);
            boolean answered = cases.isRight(sample);
            boolean inTime = sample.latencyNanos() <= within.toNanos();
            right[i] = answered && inTime;
            failed += sample.answered() ? 0 : 1;
            wrong += sample.answered() && !answered ? 1 : 0;
            late += answered && !inTime ? 1 : 0;
        }
        return new CostBlock(block.cpu(), block.peakBytes(), List.of(right), failed, wrong, late);
    }

    int asked() {
        return right.size();
    }

    int answered() {
        return (int) right.stream().filter(one -> one).count();
    }

    /** CPU time for each request, in seconds. */
    double cpuSecondsAsked() {
        return cpu.toNanos() / 1e9 / asked();
    }

    /** CPU time for each right answer, in seconds. */
    double cpuSecondsAnswered() {
        return cpu.toNanos() / 1e9 / answered();
    }
}
