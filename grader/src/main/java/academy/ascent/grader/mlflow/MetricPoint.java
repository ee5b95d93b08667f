package academy.ascent.grader.mlflow;

import java.util.Optional;

/**
 * One logged value of a metric.
 *
 * @param line in its file, from 1 on
 * @param epochMillis when it was logged
 */
public record MetricPoint(int line, long epochMillis, double value, long step) {

    /** Reads {@code TIMESTAMP VALUE STEP}; what follows names a data set and is passed over. */
    static Optional<MetricPoint> parse(int line, String text) {
        String[] parts = text.strip().split("\\s+", 6);
        boolean whole = (parts.length == 3 || parts.length == 5)
                && parts[0].matches("\\d{1,18}")
                && parts[2].matches("-?\\d{1,18}");
        if (!whole) {
            return Optional.empty();
        }
        return number(parts[1])
                .map(value -> new MetricPoint(line, Long.parseLong(parts[0]), value, Long.parseLong(parts[2])));
    }

    private static Optional<Double> number(String text) {
        if (text.equals("nan") || text.equals("inf") || text.equals("-inf")) {
            return Optional.of(Double.NaN);
        }
        return text.matches("[-+]?\\d{1,30}(\\.\\d{0,30})?([eE][-+]?\\d{1,3})?")
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }
}
