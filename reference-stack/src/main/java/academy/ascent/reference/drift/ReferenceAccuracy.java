package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Feedback;
import academy.ascent.reference.config.DriftConfig.Prediction;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.data.Column;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.statistics.Proportion;

/** The errors that the reference data's own predictions make. */
final class ReferenceAccuracy {
    private static final long CERTAIN = 1_000_000_000;

    private ReferenceAccuracy() {}

    /** Errors among the reference's labelled rows; a declared accuracy counts as one of very many rows. */
    static Proportion errors(Feedback feedback, Prediction prediction, ReferenceData data) {
        if (feedback.label().isEmpty()) {
            return new Proportion(Math.round((1 - feedback.accuracy()) * CERTAIN), CERTAIN);
        }
        Column labels = data.required(feedback.label());
        Column predictions =
                prediction.isScore() ? data.numbers(prediction.column()) : data.required(prediction.column());
        String positive = Labels.spelled(prediction.positive());
        Proportion errors = Proportion.NONE;
        for (int row = 0; row < data.rows(); row++) {
            String label = cell(labels, row);
            String predicted = cell(predictions, row);
            if (!label.isEmpty() && !predicted.isEmpty()) {
                boolean right = prediction.isScore()
                        ? Double.parseDouble(predicted) >= prediction.cut() == label.equals(positive)
                        : label.equals(predicted);
                errors = errors.plus(!right);
            }
        }
        if (errors.trials() == 0) {
            throw InvalidConfig.in(
                    data.file(), "no row has both a label and a prediction; fill both columns, or declare accuracy");
        }
        return errors;
    }

    private static String cell(Column column, int row) {
        return switch (column) {
            case Column.Numbers(String _, double[] values) -> Labels.spelled(values[row]);
            case Column.Texts(String _, String[] values, int _) -> Labels.spelled(values[row]);
        };
    }
}
