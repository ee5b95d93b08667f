package academy.ascent.reference.calibration;

import java.util.stream.IntStream;

/** Scores with what came out: label 1 or 0 for each score from 0 to 1. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Scored(double[] scores, double[] labels) {
    private static final int BINS = 15;

    /** Those that are chosen, or those that are not. */
    Scored half(boolean[] chosen, boolean which) {
        int[] rows = IntStream.range(0, scores.length)
                .filter(row -> chosen[row] == which)
                .toArray();
        return new Scored(
                IntStream.of(rows).mapToDouble(row -> scores[row]).toArray(),
                IntStream.of(rows).mapToDouble(row -> labels[row]).toArray());
    }

    boolean hasOneLabelOnly() {
        double ones = ones();
        return ones == 0 || ones == labels.length;
    }

    double ones() {
        double ones = 0;
        for (double label : labels) {
            ones += label;
        }
        return ones;
    }

    /**
     * By how much scores and outcomes differ: in 15 bins of equal width, the absolute difference of mean score and
     * share of ones, weighted by the bin's share of rows. M. Naeini, G. Cooper, M. Hauskrecht, "Obtaining
     * well-calibrated probabilities using Bayesian binning", AAAI 2015.
     */
    double expectedCalibrationError() {
        double[] score = new double[BINS];
        double[] label = new double[BINS];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.min((int) (scores[i] * BINS), BINS - 1);
            score[bin] += scores[i];
            label[bin] += labels[i];
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(score[bin] - label[bin]);
        }
        return error / scores.length;
    }
}
