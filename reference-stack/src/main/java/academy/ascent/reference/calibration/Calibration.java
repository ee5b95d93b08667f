package academy.ascent.reference.calibration;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RouteConfig.CalibrationConfig;
import academy.ascent.reference.config.RouteConfig.CalibrationMethod;
import academy.ascent.reference.data.Column;
import academy.ascent.reference.data.ReferenceData;
import java.util.SplittableRandom;

/**
 * A map from scores to probabilities, with how well they held before it and hold after it.
 *
 * @param errorBefore the expected calibration error of the scores as they are
 * @param errorAfter that of the mapped scores, each mapped by what was learnt from the other half of the rows, so that
 *     it is the error to be expected on new ones
 * @param rows from how many rows it was learnt
 */
public record Calibration(ScoreMap map, double errorBefore, double errorAfter, int rows) {
    private static final int FEWEST_ROWS = 20;
    private static final int MOST_ROWS = 1_000_000;

    /**
     * Learns from a CSV file.
     *
     * @throws InvalidConfig if the file holds something else than scores from 0 to 1 and labels 0 and 1, both of them
     */
    public static Calibration read(CalibrationConfig config) {
        ReferenceData data = ReferenceData.read(config.file(), MOST_ROWS);
        Column.Numbers scores = data.numbers(config.score());
        Column.Numbers labels = data.numbers(config.label());
        for (int row = 0; row < data.rows(); row++) {
            double score = scores.values()[row];
            double label = labels.values()[row];
            if (!(score >= 0 && score <= 1)) {
                throw fault(config, row, config.score(), "a score from 0 to 1");
            }
            if (label != 0 && label != 1) {
                throw fault(config, row, config.label(), "a label, 0 or 1");
            }
        }
        return learn(config, scores.values(), labels.values());
    }

    private static Calibration learn(CalibrationConfig config, double[] scores, double[] labels) {
        Scored all = new Scored(scores, labels);
        boolean[] first = randomHalf(scores.length);
        Scored one = all.half(first, true);
        Scored other = all.half(first, false);
        if (scores.length < FEWEST_ROWS || one.hasOneLabelOnly() || other.hasOneLabelOnly()) {
            throw InvalidConfig.in(
                    config.file(),
                    "holds too little to learn a calibration from: it needs at least " + FEWEST_ROWS
                            + " rows, and several of each label");
        }
        double[] mapped = new double[scores.length];
        ScoreMap ofOne = fit(config.method(), one);
        ScoreMap ofOther = fit(config.method(), other);
        for (int row = 0; row < scores.length; row++) {
            mapped[row] = (first[row] ? ofOther : ofOne).probability(scores[row]);
        }
        return new Calibration(
                fit(config.method(), all),
                all.expectedCalibrationError(),
                new Scored(mapped, labels).expectedCalibrationError(),
                scores.length);
    }

    /** At random, so that no order of the rows makes the halves different; seeded, so that the error is the same again. */
    private static boolean[] randomHalf(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] half = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            half[row] = random.nextBoolean();
        }
        return half;
    }

    private static ScoreMap fit(CalibrationMethod method, Scored scored) {
        return switch (method) {
            case ISOTONIC -> IsotonicMap.fit(scored);
            case PLATT -> PlattMap.fit(scored);
        };
    }

    private static InvalidConfig fault(CalibrationConfig config, int row, String column, String wanted) {
        return InvalidConfig.in(
                config.file(), "row " + (row + 1) + " below the header: column \"" + column + "\" must hold " + wanted);
    }
}
