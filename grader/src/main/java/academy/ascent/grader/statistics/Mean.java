package academy.ascent.grader.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** Bounds of a mean from a few values. */
public final class Mean {
    private Mean() {}

    /**
     * The bounds of the mean of independent values that scatter about normally, each one-sided at {@code alpha}: the mean,
     * give or take {@code s / √n} times the quantile of Student's t with {@code n − 1} degrees of freedom.
     *
     * <p>Student, The probable error of a mean, Biometrika 6 (1908).
     *
     * @param values two at least
     */
    public static Interval bounds(double[] values, double alpha) {
        if (values.length < 2) {
            throw new IllegalArgumentException(values.length + " values do not tell how they scatter");
        }
        double mean = of(values);
        double squares =
                Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double far = error * TDistribution.of(values.length - 1).inverseSurvivalProbability(alpha);
        return new Interval(mean - far, mean + far);
    }

    /**
     * The bounds of the geometric mean of positive values whose logarithms scatter about normally, each one-sided at
     * {@code alpha}. Of ratios they are never negative, and the two that are compared may change places, which Fieller's
     * bounds of a ratio of means do not give.
     *
     * @param values two at least
     */
    public static Interval geometricBounds(double[] values, double alpha) {
        Interval logs = bounds(logs(values), alpha);
        return new Interval(Math.exp(logs.low()), Math.exp(logs.high()));
    }

    /** The geometric mean of positive values. */
    public static double geometric(double[] values) {
        return Math.exp(of(logs(values)));
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    /** The mean itself. */
    public static double of(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
