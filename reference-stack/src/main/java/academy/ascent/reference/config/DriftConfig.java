package academy.ascent.reference.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One drift monitor.
 *
 * @param name the model or route that is watched; also the monitor's own name
 * @param reference the CSV file of reference data, inside the served folder
 * @param columns the watched columns; empty for all that the predictor takes
 * @param types of the columns whose type is not to be told from the data
 * @param tests of the columns whose test is not to be chosen by type and size
 * @param thresholds of the columns that leave their test's own
 * @param driftedShare the share of drifted columns from which on the data as a whole have drifted, above 0, at most 1
 * @param maxRowsPerSecond above this rate, rows are sampled
 * @param seed of the sampling
 * @param source where each part of it was declared
 */
public record DriftConfig(
        String name,
        Path reference,
        List<String> columns,
        Map<String, Type> types,
        Optional<Prediction> prediction,
        Window window,
        Map<String, Test> tests,
        Map<String, Double> thresholds,
        double driftedShare,
        List<Stream> streams,
        Quality quality,
        int maxRowsPerSecond,
        int seed,
        Optional<Feedback> feedback,
        Episodes episodes,
        Optional<Retrain> retrain,
        Source source) {
    /** Whether both declare the same, wherever in the file. */
    public boolean declaresSameAs(DriftConfig other) {
        return at(source).equals(other.at(source));
    }

    private DriftConfig at(Source place) {
        return new DriftConfig(
                name,
                reference,
                columns,
                types,
                prediction.map(given -> given.at(place)),
                window,
                tests,
                thresholds,
                driftedShare,
                streams.stream().map(stream -> stream.at(place)).toList(),
                quality,
                maxRowsPerSecond,
                seed,
                feedback.map(given -> given.at(place)),
                episodes,
                retrain.map(given -> given.at(place)),
                place);
    }

    /** What a column's values are. */
    public enum Type {
        NUMERIC,
        CATEGORICAL
    }

    /** A two-sample test. */
    public enum Test {
        KOLMOGOROV_SMIRNOV,
        WASSERSTEIN,
        PSI,
        JENSEN_SHANNON,
        CHI_SQUARE,
        Z_TEST
    }

    /**
     * What of an answer is the prediction.
     *
     * @param index the place within a row of the output; −1 where a row is one element
     * @param column the reference data's column of predictions
     * @param positive of a score: the label that it is the probability of
     * @param cut of a score: from where on it predicts the positive label
     */
    public record Prediction(String output, int index, String column, String positive, double cut, Source source) {
        /** Whether it is the probability of one label, and not the label itself. */
        public boolean isScore() {
            return index >= 0;
        }

        private Prediction at(Source place) {
            return new Prediction(output, index, column, positive, cut, place);
        }
    }

    /**
     * When rows are judged.
     *
     * @param rows after so many; 0 where only time counts
     * @param time after so long; zero where only rows count
     * @param panes into how many steps a sliding window is cut; 1 for a tumbling one
     * @param leastRows fewer rows are not judged: the window waits for more
     */
    public record Window(int rows, Duration time, int panes, int leastRows) {}

    /** A detector of changes in a stream of values. */
    public enum Detector {
        ADWIN,
        PAGE_HINKLEY
    }

    /**
     * A stream that a detector follows.
     *
     * @param of a column's name, or {@code prediction}, or {@code error}
     */
    public record Stream(String of, Detector detector, Source source) {
        /** The stream of errors, 1 where the prediction was wrong and 0 where it was right. */
        public static final String ERROR = "error";

        /** The stream of predictions. */
        public static final String PREDICTION = "prediction";

        private Stream at(Source place) {
            return new Stream(of, detector, place);
        }
    }

    /** By how much more than in the reference data a share may be, for each fault of a column. */
    public record Quality(double missing, double notANumber, double outOfRange, double newCategory) {}

    /**
     * How labels that come later are used.
     *
     * @param label the reference data's column of labels; empty where the accuracy is declared
     * @param accuracy the declared accuracy, NaN where it comes from the reference data
     * @param keep how many predictions wait for their labels
     * @param window how many labels are judged together
     * @param drop by how much the accuracy may fall
     * @param confidence of the judgement that it fell by more
     */
    public record Feedback(
            String label, double accuracy, int keep, int window, double drop, double confidence, Source source) {
        private Feedback at(Source place) {
            return new Feedback(label, accuracy, keep, window, drop, confidence, place);
        }
    }

    /**
     * When an episode of drift begins and ends.
     *
     * @param beginAfter so many drifted windows in a row
     * @param endAfter so many clean windows in a row
     * @param coolDown how long after an episode's end no other begins
     */
    public record Episodes(int beginAfter, int endAfter, Duration coolDown) {}

    /**
     * Whom an episode is told.
     *
     * @param secretFrom the environment variable that holds the signature's secret
     * @param attempts at most so many
     * @param firstDelay before the second attempt; it doubles before each one after it
     * @param timeout of one attempt
     */
    public record Retrain(
            URI url, String secretFrom, int attempts, Duration firstDelay, Duration timeout, Source source) {
        private Retrain at(Source place) {
            return new Retrain(url, secretFrom, attempts, firstDelay, timeout, place);
        }
    }
}
