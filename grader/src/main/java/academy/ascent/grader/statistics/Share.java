package academy.ascent.grader.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Bounds of a share from counts. */
public final class Share {
    private Share() {}

    /**
     * The exact (Clopper-Pearson) bounds of a share, each one-sided at {@code alpha}; see {@link #bounds(long, long, double,
     * double, double)}.
     */
    public static Interval bounds(long bad, long all, double designEffect, double alpha) {
        return bounds(bad, all, designEffect, alpha, alpha);
    }

    /**
     * The exact (Clopper-Pearson) bounds of a share, the lower one-sided at {@code lowAlpha} and the upper at
     * {@code highAlpha}, after {@code bad} and {@code all} were divided by the design effect.
     *
     * <p>C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
     * Biometrika 26 (1934), by beta quantiles, which hold for fractional counts too.
     *
     * @param designEffect at least 1
     */
    public static Interval bounds(long bad, long all, double designEffect, double lowAlpha, double highAlpha) {
        if (bad < 0 || bad > all || designEffect < 1) {
            throw new IllegalArgumentException(bad + " of " + all + " with a design effect of " + designEffect);
        }
        if (all == 0) {
            return new Interval(0, 1);
        }
        double k = bad / designEffect;
        double rest = (all - bad) / designEffect;
        double low = bad == 0 ? 0 : BetaDistribution.of(k, rest + 1).inverseCumulativeProbability(lowAlpha);
        double high = bad == all ? 1 : BetaDistribution.of(k + 1, rest).inverseSurvivalProbability(highAlpha);
        return new Interval(low, high);
    }
}
