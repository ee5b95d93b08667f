package academy.ascent.platform.submission;

import academy.ascent.grader.verdict.CheckResult;
import java.util.List;
import java.util.Optional;

/** The numbers of a grading that lists of submissions show. */
final class Measured {
    private Measured() {}

    /** The 95th percentile of the latency under load in milliseconds. */
    static Optional<Double> p95Millis(List<CheckResult> results) {
        return find(results, "load", "p95");
    }

    /** The share of requests that were answered through faults, in percent. */
    static Optional<Double> availabilityPercent(List<CheckResult> results) {
        return find(results, "uptime", "availability");
    }

    private static Optional<Double> find(List<CheckResult> results, String check, String name) {
        return results.stream()
                .filter(result -> result.check().equals(check))
                .flatMap(result -> result.measurements().stream())
                .filter(measurement -> measurement.name().equals(name))
                .map(measurement -> measurement.value())
                .findFirst();
    }
}
