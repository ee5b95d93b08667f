package academy.ascent.grader.check;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Blocks of steady load, one at a time, up to the look that decides. Where the reference is asked too, the two take turns
 * as in A B B A, each alone in the same protected place with the same requests, so that what drifts falls on both alike.
 */
final class CostRound {
    private static final long POLL_NANOS = 250_000_000;

    private final CostSettings settings;
    private final Stage stage;
    private final List<CostBlock> own = new ArrayList<>();
    private final List<CostBlock> reference = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private int turn;

    /**
     * How it ended.
     *
     * @param blocks of the submission
     * @param reference of the lab's reference, each beside the one of the same place; none if it was not asked
     */
    record Result(CostVerdict verdict, List<CostBlock> blocks, List<CostBlock> reference, HostWitness witness) {
        Result {
            blocks = List.copyOf(blocks);
            reference = List.copyOf(reference);
        }

        /** Whether a failure may be held against the submission. */
        boolean blamable() {
            return witness.clean() || verdict.isCertain();
        }
    }

    /**
     * @param turn how many times all cases have been sent before
     */
    private CostRound(CostSettings settings, Stage stage, int turn) {
        this.settings = settings;
        this.stage = stage;
        this.turn = turn;
    }

    /**
     * Measures one round.
     *
     * @param turn how many times all cases may have been sent before
     */
    static Result measure(String id, CostSettings settings, Reservation reservation, Stage stage, int turn) {
        return new CostRound(settings, stage, turn).measure(id, reservation);
    }

    private Result measure(String id, Reservation reservation) {
        warmUp();
        HostMonitor monitor = stage.watchHost(settings.cpu().isPresent());
        for (int look : settings.looks()) {
            while (own.size() < look && !isSilent()) {
                next();
            }
            HostWitness witness = stage.witness(monitor, id, LoadRound.lagP99(samples), settings.within());
            Result result = new Result(CostVerdict.of(settings, reservation, own, reference), own, reference, witness);
            boolean last = look == settings.looks().getLast();
            if (last || result.verdict().outcome() != Outcome.UNDECIDED) {
                return result;
            }
        }
        throw new IllegalStateException("A round has at least one look");
    }

    private boolean isSilent() {
        return !own.isEmpty() && own.getLast().answered() == 0;
    }

    /** Both at once, since nothing is measured. */
    private void warmUp() {
        stage.report(0, "Warming up at " + Words.rate(settings.rate()));
        List<Call> calls = calls(settings.warmUp());
        Schedule schedule = Schedule.constant(settings.rate(), settings.warmUp());
        List<Supplier<List<Endpoint>>> arms = settings.cpu().isPresent()
                ? List.of(stage::endpoints, stage::referenceEndpoints)
                : List.of(stage::endpoints);
        List<Load> loads = arms.stream()
                .map(arm -> Load.start(schedule, calls, arm, settings.timeout()))
                .toList();
        try {
            loads.forEach(load -> load.settled(0, Long.MAX_VALUE));
        } finally {
            loads.forEach(Load::close);
        }
    }

    private void next() {
        stage.report(
                Math.min(1, (double) own.size() / CostSettings.FIRST_BLOCKS),
                "Measuring what " + Words.rate(settings.rate()) + " take, block " + (own.size() + 1));
        List<Call> calls = calls(settings.block());
        if (settings.cpu().isEmpty()) {
            measureOwn(calls);
        } else if (own.size() % 2 == 0) {
            measureOwn(calls);
            measureReference(calls);
        } else {
            measureReference(calls);
            measureOwn(calls);
        }
    }

    private void measureOwn(List<Call> calls) {
        own.add(block(stage.sandbox(), stage::endpoints, calls));
    }

    private void measureReference(List<Call> calls) {
        CostBlock block = block(referenceSandbox(), stage::referenceEndpoints, calls);
        if (block.answered() == 0) {
            throw new LabException("The reference of lab " + stage.lab().id() + " answered none of " + block.asked()
                    + " requests rightly within " + Words.millis(settings.within()) + " at "
                    + Words.rate(settings.rate()) + "; mend solution/ or ask for less");
        }
        reference.add(block);
    }

    private Sandbox referenceSandbox() {
        return stage.reference()
                .orElseThrow(
                        () -> new IllegalStateException("Lab " + stage.lab().id() + " has no reference"));
    }

    private List<Call> calls(Duration length) {
        int count = Schedule.constant(settings.rate(), length).size();
        List<Call> calls = stage.cases().unrepeated(turn, count);
        turn += Math.ceilDiv(count, stage.cases().calls().size());
        return calls;
    }

    private CostBlock block(Sandbox sandbox, Supplier<List<Endpoint>> endpoints, List<Call> calls) {
        long length = Math.round(calls.size() / settings.rate() * 1e9);
        Schedule schedule = Schedule.constant(settings.rate(), Duration.ofNanos(length));
        Duration before = sandbox.usage().cpuTime();
        long peak = 0;
        try (Load load = Load.start(schedule, calls, endpoints, settings.timeout())) {
            while (load.now() < length) {
                load.await(Math.min(length, load.now() + POLL_NANOS));
                peak = Math.max(peak, sandbox.usage().memoryBytes());
            }
            List<Sample> settled = load.settled(0, Long.MAX_VALUE);
            samples.addAll(settled);
            return CostBlock.of(
                    sandbox.usage().cpuTime().minus(before), peak, settled, stage.cases(), settings.within());
        }
    }
}
