package academy.ascent.reference.drift.report;

import java.util.List;
import java.util.Optional;

/**
 * What the labels say so far.
 *
 * @param labels how many met a kept prediction
 * @param unknown how many met none
 * @param kept how many predictions wait for their labels
 * @param referenceAccuracy the accuracy that is expected
 * @param waiting labels in the window that is still open
 * @param wanted labels that a window needs
 * @param last the last judged window of labels
 */
public record FeedbackReport(
        long labels,
        long unknown,
        int kept,
        double referenceAccuracy,
        double allowedDrop,
        int waiting,
        int wanted,
        Optional<Accuracy> last) {
    /**
     * One window of labels.
     *
     * @param accuracy the share of right predictions
     * @param drop the reference accuracy less this one
     * @param leastDrop the lower confidence bound of the drop
     * @param degraded whether even that bound exceeds the allowed drop
     * @param calibration empty where predictions are labels and no probabilities
     */
    public record Accuracy(
            long labels,
            double accuracy,
            double drop,
            double leastDrop,
            boolean degraded,
            Optional<Calibration> calibration) {}

    /**
     * How well probabilities agree with what happened.
     *
     * @param error the expected calibration error: the bins' distances between mean probability and observed rate,
     *     weighted by their labels (Naeini, Cooper, Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
     *     binning", AAAI 2015)
     */
    public record Calibration(double error, List<Bin> bins) {}

    /** The labels whose probability lies between two bounds; mean and rate are NaN without any. */
    public record Bin(double from, double to, long labels, double meanProbability, double observedRate) {}
}
