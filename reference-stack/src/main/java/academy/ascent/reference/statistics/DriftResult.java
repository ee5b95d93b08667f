package academy.ascent.reference.statistics;

/**
 * One column's verdict.
 *
 * @param statistic the test's statistic (Kolmogorov-Smirnov's D, chi-square, z), or the distance
 * @param pValue the p-value; NaN for a distance
 * @param threshold what the score was held against
 */
public record DriftResult(DriftTest test, double statistic, double pValue, double threshold, boolean drifted)
        implements ColumnDrift {
    /** What is held against the threshold: the p-value where there is one, else the distance. */
    public double score() {
        return Double.isNaN(pValue) ? statistic : pValue;
    }
}
