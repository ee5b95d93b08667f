package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.config.DriftConfig.Prediction;
import academy.ascent.reference.drift.report.FeedbackReport;
import academy.ascent.reference.drift.report.FeedbackReport.Accuracy;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.statistics.Proportion;
import academy.ascent.reference.statistics.ProportionTest;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps predictions until their labels come, and judges the accuracy window by window. Safe for use by several threads.
 */
final class Feedback {
    private static final long ROW_GAMMA = 0x9E3779B97F4A7C15L;

    private final DriftConfig.Feedback config;
    private final Prediction prediction;
    private final String positive;
    private final Proportion reference;
    private final PredictionRing ring;
    private final ReentrantLock lock = new ReentrantLock();
    private Proportion errors = Proportion.NONE;
    private Calibration calibration = new Calibration();
    private Optional<Accuracy> last = Optional.empty();
    private long labels;
    private long unknown;

    /** Feedback on such predictions, held against the errors of the reference. */
    Feedback(DriftConfig.Feedback config, Prediction prediction, Proportion reference) {
        this.config = config;
        this.prediction = prediction;
        this.reference = reference;
        positive = Labels.spelled(prediction.positive());
        ring = new PredictionRing(config.keep());
    }

    /** Keeps the prediction of one row of a request, unless that would mean to wait. */
    void keep(String id, int row, Tensor answer, int place) {
        long value = answer.elements() instanceof Elements.Texts(String[] texts)
                ? Labels.hash(Labels.spelled(texts[place]))
                : prediction.isScore()
                        ? Double.doubleToRawLongBits(RowReader.number(answer, place))
                        : Labels.hash(Labels.spelled(RowReader.number(answer, place)));
        if (lock.tryLock()) {
            try {
                ring.put(key(id, row), value);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes the label of one row of a request. */
    Outcome label(String id, int row, String label) {
        lock.lock();
        try {
            OptionalLong value = ring.take(key(id, row));
            if (value.isEmpty()) {
                unknown++;
                return new Outcome.Unknown();
            }
            labels++;
            String spelled = Labels.spelled(label);
            boolean wrong = prediction.isScore()
                    ? isWrong(Double.longBitsToDouble(value.getAsLong()), spelled.equals(positive))
                    : value.getAsLong() != Labels.hash(spelled);
            errors = errors.plus(wrong);
            return new Outcome.Known(wrong, errors.trials() >= config.window() ? judge() : Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private boolean isWrong(double score, boolean happened) {
        calibration.take(score, happened);
        return score >= prediction.cut() != happened;
    }

    /** The finding, if the accuracy fell by more than is allowed beyond reasonable doubt. */
    private Optional<String> judge() {
        // The interval is two-sided, the question one-sided.
        ProportionTest test = ProportionTest.compare(reference, errors, 2 * (1 - config.confidence()));
        boolean degraded = test.lower() > config.drop();
        Accuracy accuracy = new Accuracy(
                errors.trials(),
                1 - errors.rate(),
                test.difference(),
                test.lower(),
                degraded,
                prediction.isScore() ? Optional.of(calibration.report()) : Optional.empty());
        last = Optional.of(accuracy);
        errors = Proportion.NONE;
        calibration = new Calibration();
        return degraded
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the accuracy fell from %.4f to %.4f, by at least %.4f where %.4f is allowed",
                        1 - reference.rate(),
                        accuracy.accuracy(),
                        test.lower(),
                        config.drop()))
                : Optional.empty();
    }

    private static long key(String id, int row) {
        return Labels.hash(id) + row * ROW_GAMMA;
    }

    FeedbackReport report() {
        lock.lock();
        try {
            return new FeedbackReport(
                    labels,
                    unknown,
                    ring.size(),
                    1 - reference.rate(),
                    config.drop(),
                    (int) errors.trials(),
                    config.window(),
                    last);
        } finally {
            lock.unlock();
        }
    }

    /** What a label came to. */
    sealed interface Outcome {
        /** No prediction waits for it. */
        record Unknown() implements Outcome {}

        /**
         * It met its prediction.
         *
         * @param finding why the window that it completed is alarming, if it is
         */
        record Known(boolean wrong, Optional<String> finding) implements Outcome {}
    }
}
