package academy.ascent.reference.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Means of the columns' contributions over samples, each corrected by what is known of their sum.
 *
 * <p>In each sample the contributions sum to the prediction less the drawn reference row's prediction, and the mean of
 * that over all reference rows is known exactly. The sum therefore serves as a control variate for every column (S.
 * Asmussen, P. Glynn, "Stochastic Simulation", 2007, V.2): the values then sum to exactly what they should, and their
 * standard errors are those of the regression's residuals.
 */
final class SampledAttributions {
    private final double expectedSum;
    private final double[] means;
    private final double[] squares;
    private final double[] products;
    private double sumMean;
    private double sumSquares;
    private int samples;

    SampledAttributions(int columns, double expectedSum) {
        this.expectedSum = expectedSum;
        means = new double[columns];
        squares = new double[columns];
        products = new double[columns];
    }

    /** Takes one sample's contributions; Welford's recurrences, since the differences may be small beside the means. */
    void add(double[] contributions) {
        samples++;
        double sum = Arrays.stream(contributions).sum();
        double sumBefore = sum - sumMean;
        sumMean += sumBefore / samples;
        sumSquares += sumBefore * (sum - sumMean);
        for (int j = 0; j < means.length; j++) {
            double before = contributions[j] - means[j];
            means[j] += before / samples;
            squares[j] += before * (contributions[j] - means[j]);
            products[j] += before * (sum - sumMean);
        }
    }

    int samples() {
        return samples;
    }

    /** The values so far; at least three samples. */
    List<Attribution> attributions() {
        List<Attribution> attributions = new ArrayList<>(means.length);
        double off = sumMean - expectedSum;
        for (int j = 0; j < means.length; j++) {
            // Where the sum never varies there is nothing to regress on; what rounding left is spread evenly.
            double slope = sumSquares > 0 ? products[j] / sumSquares : 1.0 / means.length;
            double residual = Math.max(0, squares[j] - slope * products[j]) / (samples - 2);
            double scale = 1.0 / samples + (sumSquares > 0 ? off * off / sumSquares : 0);
            attributions.add(new Attribution(means[j] - slope * off, Math.sqrt(residual * scale)));
        }
        return attributions;
    }

    /** The greatest of the values' standard errors. */
    double greatestStandardError() {
        return attributions().stream()
                .mapToDouble(Attribution::standardError)
                .max()
                .orElse(0);
    }
}
