package academy.ascent.reference.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two event rates compared once, at a sample size fixed beforehand; to look repeatedly, use {@link SequentialTest}.
 *
 * @param difference the second rate less the first
 * @param lower the confidence interval's lower end
 * @param upper the confidence interval's upper end
 * @param pValue two-sided, of the hypothesis that the rates are equal; 1 where neither arm, or every trial, had an event
 */
public record ProportionTest(double difference, double lower, double upper, double pValue) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * Compares two proportions, each with at least one trial.
     *
     * <p>The p-value is the pooled z-test's; the interval is Newcombe's hybrid score interval (R. Newcombe, "Interval
     * estimation for the difference between independent proportions: comparison of eleven methods", Statistics in
     * Medicine 17 (1998), method 10), which holds its level for rates near 0 too.
     *
     * @param alpha one minus the interval's confidence level
     */
    public static ProportionTest compare(Proportion first, Proportion second, double alpha) {
        if (first.trials() == 0 || second.trials() == 0) {
            throw new IllegalArgumentException("each proportion needs a trial: " + first + ", " + second);
        }
        double quantile = NORMAL.inverseSurvivalProbability(alpha / 2);
        double difference = second.rate() - first.rate();
        double below = Math.hypot(second.rate() - score(second, -quantile), score(first, quantile) - first.rate());
        double above = Math.hypot(score(second, quantile) - second.rate(), first.rate() - score(first, -quantile));
        return new ProportionTest(difference, difference - below, difference + above, pValue(z(first, second)));
    }

    /** Whether the interval leaves out a difference of 0. */
    public boolean isSignificant() {
        return lower > 0 || upper < 0;
    }

    /** The pooled z-test's statistic; 0 where neither arm, or every trial, had an event. */
    static double z(Proportion first, Proportion second) {
        double pooled = first.plus(second).rate();
        if (pooled == 0 || pooled == 1) {
            return 0;
        }
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / first.trials() + 1.0 / second.trials()));
        return (second.rate() - first.rate()) / deviation;
    }

    /** The two-sided p-value of a standard normal deviate. */
    static double pValue(double z) {
        return 2 * NORMAL.survivalProbability(Math.abs(z));
    }

    /** One end of Wilson's score interval: the lower for a negative {@code z}. */
    private static double score(Proportion proportion, double z) {
        double n = proportion.trials();
        double p = proportion.rate();
        double centre = p + z * z / (2 * n);
        double spread = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return (centre + spread) / (1 + z * z / n);
    }
}
