package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.FeedbackReport;
import java.util.ArrayList;
import java.util.List;

/** Probabilities and what happened, in ten bins of equal width. */
final class Calibration {
    private static final int BINS = 10;

    private final long[] labels = new long[BINS];
    private final long[] positives = new long[BINS];
    private final double[] sums = new double[BINS];

    void take(double probability, boolean positive) {
        int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
        labels[bin]++;
        positives[bin] += positive ? 1 : 0;
        sums[bin] += probability;
    }

    FeedbackReport.Calibration report() {
        List<FeedbackReport.Bin> bins = new ArrayList<>();
        long all = 0;
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            all += labels[i];
            error += Math.abs(sums[i] - positives[i]);
            bins.add(new FeedbackReport.Bin(
                    (double) i / BINS,
                    (i + 1.0) / BINS,
                    labels[i],
                    sums[i] / labels[i],
                    (double) positives[i] / labels[i]));
        }
        return new FeedbackReport.Calibration(error / Math.max(1, all), bins);
    }
}
