package academy.ascent.reference.statistics;

/**
 * A bet that a candidate's rate exceeds a baseline's by more than a margin, settled by one block of trials.
 *
 * <p>The stake's growth is the likelihood ratio of {@code (baseline, candidate)} to its projection on the hypothesis
 * "the candidate's rate is at most the baseline's plus the margin", the pair there with the least Kullback-Leibler
 * divergence over the block. Its expectation is at most 1 under every pair of rates in that hypothesis: it is an
 * E-variable. R. Turner, A. Ly, P. Grünwald, "Generic E-variables for exact sequential k-sample tests that allow for
 * optional stopping", Journal of Statistical Planning and Inference 230 (2024); with a margin: R. Turner, P. Grünwald,
 * "Exact anytime-valid confidence intervals for contingency tables and beyond", Statistics and Probability Letters 198
 * (2023).
 *
 * @param baseline the rate bet on for the baseline, between 0 and 1
 * @param candidate the rate bet on for the candidate, above {@code baseline + margin} and below 1
 * @param nullBaseline the projection's rate for the baseline; the candidate's is {@code nullBaseline + margin}
 * @param margin by how much the candidate may be worse
 */
record Bet(double baseline, double candidate, double nullBaseline, double margin) {
    private static final int BISECTIONS = 60;

    /** The bet on two rates for a block with this many trials of each. */
    static Bet on(double baseline, double candidate, double margin, long baselineTrials, long candidateTrials) {
        double nearest = margin == 0
                ? (baselineTrials * baseline + candidateTrials * candidate) / (baselineTrials + candidateTrials)
                : projected(baseline, candidate, margin, baselineTrials, candidateTrials);
        return new Bet(baseline, candidate, nearest, margin);
    }

    /** The logarithm of the factor by which the stake grows when the block ends so. */
    double logGrowth(Proportion baselineOutcome, Proportion candidateOutcome) {
        return logRatio(baselineOutcome, baseline, nullBaseline)
                + logRatio(candidateOutcome, candidate, nullBaseline + margin);
    }

    private static double logRatio(Proportion outcome, double alternative, double hypothesis) {
        return outcome.events() * Math.log(alternative / hypothesis)
                + (outcome.trials() - outcome.events()) * (Math.log1p(-alternative) - Math.log1p(-hypothesis));
    }

    /** The root of the divergence's derivative along the margin's line, which increases between the two rates. */
    private static double projected(double baseline, double candidate, double margin, double n, double m) {
        double low = baseline;
        double high = candidate - margin;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double shifted = middle + margin;
            double slope = n * (middle - baseline) / (middle * (1 - middle))
                    + m * (shifted - candidate) / (shifted * (1 - shifted));
            if (slope < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
