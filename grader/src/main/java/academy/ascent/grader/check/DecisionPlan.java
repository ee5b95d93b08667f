package academy.ascent.grader.check;

import java.util.List;

/**
 * How a check decides one target: by the exact bounds of the share of bad requests at each of a few looks.
 *
 * @param target the name of the target and of its measurement, such as {@code p95}
 * @param share the largest share of bad requests
 * @param inside the share of a submission that must be told to be within the target
 * @param outside the share of a submission that must be told to be beyond it
 * @param margin what {@code inside} and {@code outside} were computed from
 * @param looks how many requests have been counted at each look, rising
 * @param insideAlpha the error of the upper bound, by which the target is met
 * @param outsideAlpha the error of the lower bound, by which it is missed
 */
public record DecisionPlan(
        String target,
        double share,
        double inside,
        double outside,
        Margin margin,
        List<Integer> looks,
        double insideAlpha,
        double outsideAlpha) {
    /** How steeply latencies fall off beyond their percentiles; see {@link #ofQuantile}. */
    private static final double SHAPE = 3;

    public DecisionPlan {
        looks = List.copyOf(looks);
    }

    /** A target that is itself a share, such as errors. */
    static DecisionPlan ofShare(String target, double share, Margin margin, List<Integer> looks, double alpha) {
        double outside = Math.min(margin.outside() * share, (1 + share) / 2);
        return new DecisionPlan(target, share, margin.inside() * share, outside, margin, looks, alpha, alpha);
    }

    /**
     * A target that is a latency percentile. A service whose percentile stands at {@code m} times the limit has more or
     * fewer bad requests by how its latencies are spread; they are taken as log-logistic with shape 3, so that the odds of
     * a bad request grow with {@code m³}.
     */
    static DecisionPlan ofQuantile(String target, double share, Margin margin, List<Integer> looks, double alpha) {
        return new DecisionPlan(
                target,
                share,
                badAt(share, margin.inside()),
                badAt(share, margin.outside()),
                margin,
                looks,
                alpha,
                alpha);
    }

    /** The same where so many targets are judged together, and one of them that is missed is enough to fail. */
    DecisionPlan among(int targets) {
        return new DecisionPlan(target, share, inside, outside, margin, looks, insideAlpha, outsideAlpha / targets);
    }

    private static double badAt(double share, double multiple) {
        double odds = share / (1 - share) * Math.pow(multiple, SHAPE);
        return odds / (1 + odds);
    }
}
