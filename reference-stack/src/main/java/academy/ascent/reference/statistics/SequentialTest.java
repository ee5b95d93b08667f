package academy.ascent.reference.statistics;

/**
 * Whether a candidate's event rate is worse than a baseline's, valid however often it is looked at.
 *
 * <p>Evidence grows and shrinks as a bettor's stake would who bets, before each block of trials, on the rates seen so
 * far (see {@link Bet}). By Ville's inequality the stake ever reaches {@code 1 / alpha} with probability at most
 * {@code alpha} if the candidate's rate never exceeds the baseline's by more than the margin, even if both rates move
 * together over time. Trials are taken in any mix of the two arms; what must hold is that which arm serves a request
 * does not depend on how it will end. Safe for use by several threads.
 *
 * <p>Its estimates cover all trials since it was made: for a rate within a window, make a new one with each window.
 */
public final class SequentialTest {
    private final double alpha;
    private final double margin;
    private Proportion baseline = Proportion.NONE;
    private Proportion candidate = Proportion.NONE;
    private Proportion baselineBlock = Proportion.NONE;
    private Proportion candidateBlock = Proportion.NONE;
    private double logEvidence;
    private double greatestLogEvidence;

    /** A test that any excess of the candidate's rate over the baseline's can fail, at false-alarm rate {@code alpha}. */
    public SequentialTest(double alpha) {
        this(alpha, 0);
    }

    /**
     * A test that tolerates an excess.
     *
     * @param alpha the probability of a false alarm over the test's whole life, above 0 and below 1
     * @param margin by how much the candidate's rate may exceed the baseline's (0.01: one percentage point), from 0 to
     *     below 1
     */
    public SequentialTest(double alpha, double margin) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it lies between 0 and 1");
        }
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("the margin is " + margin + "; it is at least 0 and below 1");
        }
        this.alpha = alpha;
        this.margin = margin;
    }

    /** Takes one trial of the baseline. */
    public synchronized void observeBaseline(boolean event) {
        baselineBlock = baselineBlock.plus(event);
        settle();
    }

    /** Takes one trial of the candidate. */
    public synchronized void observeCandidate(boolean event) {
        candidateBlock = candidateBlock.plus(event);
        settle();
    }

    /** Takes trials counted since the last call as one block; the smaller the blocks, the sooner the test sees. */
    public synchronized void observe(Proportion ofBaseline, Proportion ofCandidate) {
        baselineBlock = baselineBlock.plus(ofBaseline);
        candidateBlock = candidateBlock.plus(ofCandidate);
        settle();
    }

    /** Whether the evidence has ever sufficed to call the candidate worse. */
    public synchronized boolean candidateIsWorse() {
        return greatestLogEvidence >= -Math.log(alpha);
    }

    /** The always-valid p-value: the smallest {@code alpha} at which the candidate would have been called worse. */
    public synchronized double pValue() {
        return Math.exp(-greatestLogEvidence);
    }

    /** All settled trials of the baseline. */
    public synchronized Proportion baseline() {
        return baseline;
    }

    /** All settled trials of the candidate. */
    public synchronized Proportion candidate() {
        return candidate;
    }

    /** Settles the block once it holds trials of both arms. */
    private void settle() {
        if (baselineBlock.trials() == 0 || candidateBlock.trials() == 0) {
            return;
        }
        double expected = (baseline.events() + 0.5) / (baseline.trials() + 1.0);
        // One trial's worth of doubt in the candidate's favour: without news it is taken to be as good as the baseline.
        double suspected = (candidate.events() + expected) / (candidate.trials() + 1.0);
        if (suspected > expected + margin) {
            logEvidence += Bet.on(expected, suspected, margin, baselineBlock.trials(), candidateBlock.trials())
                    .logGrowth(baselineBlock, candidateBlock);
            greatestLogEvidence = Math.max(greatestLogEvidence, logEvidence);
        }
        baseline = baseline.plus(baselineBlock);
        candidate = candidate.plus(candidateBlock);
        baselineBlock = Proportion.NONE;
        candidateBlock = Proportion.NONE;
    }
}
