package academy.ascent.grader.check;

import academy.ascent.grader.check.RelativeSettings.Limit;
import academy.ascent.grader.check.RelativeVerdict.Latencies;
import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The latencies of a submission and of the lab's reference in turn, measured up to the look that decides. */
final class RelativeRound {
    /** A generator that is later than a hundredth of it at the 99th percentile is held back by its host. */
    private static final Duration TIGHTEST = Duration.ofMillis(100);

    private final RelativeSettings settings;
    private final Stage stage;
    private final SoloBlocks blocks;
    private final List<Latencies> own = new ArrayList<>();
    private final List<Latencies> reference = new ArrayList<>();

    /** How it ended; the blocks of the two stand side by side. */
    record Result(RelativeVerdict verdict, List<Latencies> own, List<Latencies> reference, HostWitness witness) {
        Result {
            own = List.copyOf(own);
            reference = List.copyOf(reference);
        }

        int asked() {
            return own.stream().mapToInt(block -> block.nanos().length).sum();
        }

        int missed() {
            return own.stream().mapToInt(Latencies::missed).sum();
        }
    }

    private RelativeRound(RelativeSettings settings, Stage stage) {
        this.settings = settings;
        this.stage = stage;
        this.blocks = new SoloBlocks(settings.plan(), RelativeSettings.TIMEOUT, true, stage);
    }

    /**
     * Measures one round.
     *
     * @throws LabException if the reference has no such percentile, on a host that is not to blame
     */
    static Result measure(String id, RelativeSettings settings, Stage stage) {
        return new RelativeRound(settings, stage).measure(id);
    }

    private Result measure(String id) {
        blocks.warmUp();
        HostMonitor monitor = stage.watchHost(true);
        List<Integer> looks = settings.plan().looks();
        for (int look : looks) {
            while (own.size() < look) {
                next();
            }
            HostWitness witness = stage.witness(monitor, id, blocks.lagP99(), TIGHTEST);
            if (witness.clean()) {
                reference.forEach(this::requireAnswered);
            }
            RelativeVerdict verdict = RelativeVerdict.of(settings.limits(), own, reference);
            if (look == looks.getLast() || verdict.outcome() != Outcome.UNDECIDED) {
                return new Result(verdict, own, reference, witness);
            }
        }
        throw new IllegalStateException("A round has at least one look");
    }

    private void next() {
        SoloBlocks.Pair pair = blocks.next();
        own.add(Latencies.of(pair.own().samples(), stage.cases()));
        pair.reference()
                .map(block -> Latencies.of(block.samples(), stage.cases()))
                .ifPresent(reference::add);
    }

    private void requireAnswered(Latencies block) {
        Limit furthest = settings.limits().getLast();
        if (block.percentile(furthest.percentile()) >= RelativeSettings.TIMEOUT.toNanos()) {
            throw new LabException("The reference of lab " + stage.lab().id() + " did not answer " + block.missed()
                    + " of " + block.nanos().length + " requests rightly at "
                    + Words.rate(settings.plan().rate()) + ", so that it has no " + furthest.name()
                    + "; mend solution/ or ask for less");
        }
    }
}
