package academy.ascent.reference.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact bounds for a rate (C. Clopper, E. Pearson, "The use of confidence or fiducial limits illustrated in the case of
 * the binomial", Biometrika 26 (1934)): each is wrong with at most one minus its confidence, whatever the rate.
 */
public final class ClopperPearson {
    private ClopperPearson() {}

    /** What the rate is at least, with the confidence. */
    public static double lower(Proportion seen, double confidence) {
        if (seen.events() == 0) {
            return 0;
        }
        return BetaDistribution.of(seen.events(), seen.trials() - seen.events() + 1.0)
                .inverseCumulativeProbability(1 - confidence);
    }

    /** What the rate is at most, with the confidence. */
    public static double upper(Proportion seen, double confidence) {
        if (seen.events() == seen.trials()) {
            return 1;
        }
        return BetaDistribution.of(seen.events() + 1.0, seen.trials() - seen.events())
                .inverseSurvivalProbability(1 - confidence);
    }
}
