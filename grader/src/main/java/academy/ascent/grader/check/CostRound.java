package academy.ascent.grader.check;

import academy.ascent.grader.check.SoloBlocks.Block;
import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.util.ArrayList;
import java.util.List;

/** What blocks of steady load cost, measured up to the look that decides. */
final class CostRound {
    private final CostSettings settings;
    private final Stage stage;
    private final SoloBlocks blocks;
    private final List<CostBlock> own = new ArrayList<>();
    private final List<CostBlock> reference = new ArrayList<>();

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

    private CostRound(CostSettings settings, Stage stage) {
        this.settings = settings;
        this.stage = stage;
        this.blocks = new SoloBlocks(
                settings.plan(), settings.timeout(), settings.cpu().isPresent(), stage);
    }

    static Result measure(String id, CostSettings settings, Reservation reservation, Stage stage) {
        return new CostRound(settings, stage).measure(id, reservation);
    }

    private Result measure(String id, Reservation reservation) {
        blocks.warmUp();
        HostMonitor monitor = stage.watchHost(settings.cpu().isPresent());
        List<Integer> looks = settings.plan().looks();
        for (int look : looks) {
            while (own.size() < look && !isSilent()) {
                next();
            }
            HostWitness witness = stage.witness(monitor, id, blocks.lagP99(), settings.within());
            Result result = new Result(CostVerdict.of(settings, reservation, own, reference), own, reference, witness);
            if (look == looks.getLast() || result.verdict().outcome() != Outcome.UNDECIDED) {
                return result;
            }
        }
        throw new IllegalStateException("A round has at least one look");
    }

    private boolean isSilent() {
        return !own.isEmpty() && own.getLast().answered() == 0;
    }

    private void next() {
        SoloBlocks.Pair pair = blocks.next();
        own.add(cost(pair.own()));
        pair.reference().map(this::cost).map(this::answered).ifPresent(reference::add);
    }

    private CostBlock cost(Block block) {
        return CostBlock.of(block, stage.cases(), settings.within());
    }

    private CostBlock answered(CostBlock block) {
        if (block.answered() == 0) {
            throw new LabException("The reference of lab " + stage.lab().id() + " answered none of " + block.asked()
                    + " requests rightly within " + Words.millis(settings.within()) + " at "
                    + Words.rate(settings.rate()) + "; mend solution/ or ask for less");
        }
        return block;
    }
}
