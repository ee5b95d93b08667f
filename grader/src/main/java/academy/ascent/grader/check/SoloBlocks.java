package academy.ascent.grader.check;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Blocks of steady load, one at a time. Where the reference is asked too, the two take turns as in A B B A, each alone in
 * the same protected place with the same requests, so that what drifts falls on both alike. No row is sent twice to one of
 * them.
 */
final class SoloBlocks {
    private static final long POLL_NANOS = 250_000_000;

    private final SoloPlan plan;
    private final Duration timeout;
    private final boolean beside;
    private final Stage stage;
    private final List<Sample> samples = new ArrayList<>();
    private int pairs;

    /**
     * One block.
     *
     * @param cpu CPU time of all processes from its first request until its last one was settled
     * @param peakBytes the most resident memory seen
     */
    record Block(Duration cpu, long peakBytes, List<Sample> samples) {
        Block {
            samples = List.copyOf(samples);
        }
    }

    /** What was measured in turn. */
    record Pair(Block own, Optional<Block> reference) {}

    /**
     * @param timeout when a request is given up
     * @param beside whether the reference is asked, too
     */
    SoloBlocks(SoloPlan plan, Duration timeout, boolean beside, Stage stage) {
        this.plan = plan;
        this.timeout = timeout;
        this.beside = beside;
        this.stage = stage;
    }

    /** Both at once, since nothing is measured. */
    void warmUp() {
        stage.report(0, "Warming up at " + Words.rate(plan.rate()));
        List<Call> calls = calls(plan.warmUp());
        Schedule schedule = Schedule.constant(plan.rate(), plan.warmUp());
        List<Supplier<List<Endpoint>>> arms =
                beside ? List.of(stage::endpoints, stage::referenceEndpoints) : List.of(stage::endpoints);
        List<Load> loads = arms.stream()
                .map(arm -> Load.start(schedule, calls, arm, timeout))
                .toList();
        try {
            loads.forEach(load -> load.settled(0, Long.MAX_VALUE));
        } finally {
            loads.forEach(Load::close);
        }
    }

    /** Measures once more. */
    Pair next() {
        pairs++;
        stage.report(
                Math.min(1, (pairs - 1.0) / SoloPlan.FIRST_BLOCKS),
                "Sending " + Words.rate(plan.rate()) + (beside ? " in turn with the reference" : "") + ", block "
                        + pairs);
        List<Call> calls = calls(plan.block());
        if (!beside) {
            return new Pair(own(calls), Optional.empty());
        }
        if (pairs % 2 == 1) {
            Block own = own(calls);
            return new Pair(own, Optional.of(reference(calls)));
        }
        Block reference = reference(calls);
        return new Pair(own(calls), Optional.of(reference));
    }

    /** How late requests were sent, at the 99th percentile, in nanoseconds. */
    long lagP99() {
        return LoadRound.lagP99(samples);
    }

    private Block own(List<Call> calls) {
        stage.reference().ifPresent(other -> other.weigh(Weight.USUAL));
        return block(stage.sandbox(), stage::endpoints, calls);
    }

    private Block reference(List<Call> calls) {
        Sandbox sandbox = stage.reference()
                .orElseThrow(() -> new LabException("Lab " + stage.lab().id() + " has no reference"));
        stage.sandbox().weigh(Weight.USUAL);
        return block(sandbox, stage::referenceEndpoints, calls);
    }

    private List<Call> calls(Duration length) {
        return stage.cases().unrepeated(Schedule.constant(plan.rate(), length).size());
    }

    /** Who is asked gets the cores: the other one, which has nothing to do, cannot take them to look better beside it. */
    private Block block(Sandbox sandbox, Supplier<List<Endpoint>> endpoints, List<Call> calls) {
        long length = Math.round(calls.size() / plan.rate() * 1e9);
        Schedule schedule = Schedule.constant(plan.rate(), Duration.ofNanos(length));
        sandbox.weigh(Weight.HIGHEST);
        Duration before = sandbox.usage().cpuTime();
        long peak = 0;
        try (Load load = Load.start(schedule, calls, endpoints, timeout)) {
            while (load.now() < length) {
                load.await(Math.min(length, load.now() + POLL_NANOS));
                peak = Math.max(peak, sandbox.usage().memoryBytes());
            }
            List<Sample> settled = load.settled(0, Long.MAX_VALUE);
            samples.addAll(settled);
            return new Block(sandbox.usage().cpuTime().minus(before), peak, settled);
        }
    }
}
