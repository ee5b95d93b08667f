package academy.ascent.reference.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The two-sample tests, by Evidently's names, scores and default thresholds. */
public enum DriftTest {
    /** Two-sided Kolmogorov-Smirnov test; its score is the p-value. */
    KOLMOGOROV_SMIRNOV("ks", 0.05),
    /** Wasserstein-1 distance in population standard deviations of the reference. */
    WASSERSTEIN("wasserstein", 0.1),
    /** Population stability index. */
    POPULATION_STABILITY("psi", 0.1),
    /** Jensen-Shannon distance (the divergence's square root) with natural logarithms. */
    JENSEN_SHANNON("jensenshannon", 0.1),
    /** Pearson's chi-square test of the current counts against the reference's shares; its score is the p-value. */
    CHI_SQUARE("chisquare", 0.05),
    /** Two-sided pooled z-test on the share of the first value; its score is the p-value. */
    PROPORTIONS("z", 0.05);

    private static final int LARGE_REFERENCE = 1000;
    private static final int FEW_VALUES = 5;

    private final String label;
    private final double threshold;

    DriftTest(String label, double threshold) {
        this.label = label;
        this.threshold = threshold;
    }

    /** The short name in configuration and reports: {@code ks}, {@code wasserstein}, {@code psi}… */
    public String label() {
        return label;
    }

    /** The score at which a column counts as drifted unless configured otherwise. */
    public double threshold() {
        return threshold;
    }

    /** Whether the test needs numbers; the others take categories too. */
    public boolean needsNumbers() {
        return this == KOLMOGOROV_SMIRNOV || this == WASSERSTEIN;
    }

    /** The test with this label. */
    public static Optional<DriftTest> labelled(String label) {
        return Arrays.stream(values()).filter(test -> test.label.equals(label)).findFirst();
    }

    /** All labels, for messages. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DriftTest::label).toList();
    }

    /**
     * The test that Evidently takes by default.
     *
     * @param numeric whether the column holds numbers
     * @param distinctValues how many values differ in reference and current data together (counting may end above 5)
     * @param referenceSize how many values the reference has, without the missing ones
     */
    public static DriftTest chosenFor(boolean numeric, int distinctValues, long referenceSize) {
        boolean few = !numeric || distinctValues <= FEW_VALUES;
        if (referenceSize > LARGE_REFERENCE) {
            return few ? JENSEN_SHANNON : WASSERSTEIN;
        }
        if (!few) {
            return KOLMOGOROV_SMIRNOV;
        }
        return distinctValues > 2 ? CHI_SQUARE : PROPORTIONS;
    }

    /** The result with a p-value, which means drift when it is small. */
    DriftResult tested(double statistic, double pValue, double atThreshold) {
        // Evidently compares inclusively here and exclusively in its tests on counts.
        boolean drifted = this == KOLMOGOROV_SMIRNOV ? pValue <= atThreshold : pValue < atThreshold;
        return new DriftResult(this, statistic, pValue, atThreshold, drifted);
    }

    /** The result with a distance, which means drift when it is large. */
    DriftResult measured(double distance, double atThreshold) {
        return new DriftResult(this, distance, Double.NaN, atThreshold, distance >= atThreshold);
    }
}
