package academy.ascent.reference.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a version must show before it enters a stage. */
public sealed interface GateConfig {
    /** Its kind, as the file names it. */
    String kind();

    /**
     * Answers as recorded ones.
     *
     * @param cases a file of requests with the expected outputs, one JSON object a line
     * @param tolerance how far a number may be off: absolutely below 1, relatively above
     */
    record GoldenParity(Path cases, double tolerance) implements GateConfig {
        @Override
        public String kind() {
            return "golden-parity";
        }
    }

    /**
     * Ninety-five of a hundred answers come within a bound, on this machine.
     *
     * @param cases a file of requests, one JSON object a line, sent over and over
     * @param requests how many are measured
     * @param warmUp how many are sent before
     * @param confidence of each of the two verdicts, below 1
     */
    record Latency(Path cases, Duration p95, int requests, int warmUp, double confidence, Duration timeout)
            implements GateConfig {
        @Override
        public String kind() {
            return "latency";
        }
    }

    /**
     * Groups of people are treated alike.
     *
     * @param data a CSV file of cases with their group and their true label
     * @param columns its columns in the order of the model's one input; empty where the model names its own
     * @param group the column of groups
     * @param label the column of true labels
     * @param positive the label that counts as positive
     * @param output the output that decides, positive from {@code cut} on, or where it is {@code positive} if it is text
     * @param demographicParity how far the rates of positive decisions may differ; none for no bound
     * @param equalisedOdds how far the rates among truly positive, and among truly negative cases, may differ
     * @param confidence of the whole verdict, below 1
     */
    record Fairness(
            Path data,
            List<String> columns,
            String group,
            String label,
            String positive,
            String output,
            int index,
            double cut,
            Optional<Double> demographicParity,
            Optional<Double> equalisedOdds,
            double confidence)
            implements GateConfig {
        @Override
        public String kind() {
            return "fairness";
        }
    }

    /**
     * Others than who registered the version and who asks for its promotion agree.
     *
     * @param people how many
     */
    record Approval(int people) implements GateConfig {
        @Override
        public String kind() {
            return "approval";
        }
    }
}
