package academy.ascent.grader.lint;

import academy.ascent.grader.check.DecisionPlan;
import academy.ascent.grader.statistics.Share;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How probably a plan decides rightly by its last look, computed exactly: the count of bad requests is binomial, each
 * look uses the bounds of {@link Share} without a design effect, and what an earlier look decided wrongly is lost.
 *
 * @param inside the probability to tell that a submission at the plan's inner margin is within the target
 * @param outside the probability to tell that one at its outer margin is beyond it
 */
record Power(double inside, double outside) {
    /** What lint asks of both. */
    static final double ASKED = 0.95;

    private static final double NEGLIGIBLE = 1e-12;

    static Power of(DecisionPlan plan) {
        if (plan.share() <= 0 || plan.share() >= 1) {
            return new Power(0, 0);
        }
        return new Power(decided(plan, plan.inside(), true), decided(plan, plan.outside(), false));
    }

    boolean suffices() {
        return Math.min(inside, outside) >= ASKED;
    }

    /**
     * The smallest multiple of the plan's requests that would suffice, to within one percent; infinite if a thousandfold
     * would not.
     */
    static double multipleNeeded(DecisionPlan plan) {
        double enough = 1;
        while (!of(scaled(plan, enough)).suffices()) {
            enough *= 2;
            if (enough > 1000) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double few = enough / 2;
        while (enough / few > 1.01) {
            double middle = (few + enough) / 2;
            if (of(scaled(plan, middle)).suffices()) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return enough;
    }

    private static DecisionPlan scaled(DecisionPlan plan, double factor) {
        List<Integer> looks = plan.looks().stream()
                .map(look -> (int) Math.ceil(look * factor))
                .toList();
        return new DecisionPlan(
                plan.target(),
                plan.share(),
                plan.inside(),
                plan.outside(),
                plan.margin(),
                looks,
                plan.insideAlpha(),
                plan.outsideAlpha());
    }

    private static double decided(DecisionPlan plan, double truth, boolean asInside) {
        double[] open = {1};
        int counted = 0;
        double right = 0;
        for (int look : plan.looks()) {
            open = afterMore(open, look - counted, truth);
            counted = look;
            int mostInside = mostInside(plan, look);
            int leastOutside = leastOutside(plan, look);
            for (int bad = 0; bad < open.length; bad++) {
                boolean inside = bad <= mostInside;
                if (inside || bad >= leastOutside) {
                    right += inside == asInside ? open[bad] : 0;
                    open[bad] = 0;
                }
            }
        }
        return right;
    }

    /** The distribution of the count of bad requests after some more. */
    private static double[] afterMore(double[] before, int more, double truth) {
        BinomialDistribution binomial = BinomialDistribution.of(more, truth);
        int low = binomial.inverseCumulativeProbability(NEGLIGIBLE);
        int high = binomial.inverseSurvivalProbability(NEGLIGIBLE);
        double[] after = new double[before.length + high];
        for (int add = low; add <= high; add++) {
            double probability = binomial.probability(add);
            for (int bad = 0; bad < before.length; bad++) {
                after[bad + add] += before[bad] * probability;
            }
        }
        return after;
    }

    /** The largest count whose upper bound is within the target, or -1. */
    private static int mostInside(DecisionPlan plan, int all) {
        int fits = -1;
        int tooMany = all + 1;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (Share.bounds(middle, all, 1, plan.insideAlpha()).high() <= plan.share()) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }

    /** The smallest count whose lower bound is beyond the target, or more than there are requests. */
    private static int leastOutside(DecisionPlan plan, int all) {
        int tooFew = -1;
        int beyond = all + 1;
        while (beyond - tooFew > 1) {
            int middle = (tooFew + beyond) >>> 1;
            if (Share.bounds(middle, all, 1, plan.outsideAlpha()).low() > plan.share()) {
                beyond = middle;
            } else {
                tooFew = middle;
            }
        }
        return beyond;
    }
}
