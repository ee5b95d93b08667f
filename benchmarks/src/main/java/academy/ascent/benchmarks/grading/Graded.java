package academy.ascent.benchmarks.grading;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Verdict;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One grading as it ended.
 *
 * @param verdict its kind
 * @param reason why, unless it passed
 * @param p95Millis of all measured requests; null if none was measured
 * @param measuredSeconds of the window that decided; null likewise
 * @param witness of that window; null likewise
 * @param laps seconds of each part, from the start of its process to the end
 */
record Graded(
        String verdict,
        String reason,
        @Nullable Double p95Millis,
        @Nullable Double measuredSeconds,
        @Nullable HostWitness witness,
        GradingEvent.Durations durations,
        Map<String, Double> laps) {
    static final String PASSED = "passed";
    static final String FAILED = "failed";
    /** The bench's labs call their predict check so. */
    static final String ANSWERS = "answers";
    /** And their load check. */
    private static final String CHECK = "latency";

    /** As the bench's labs ask. */
    private static final double WARM_UP_SECONDS = 5;

    private static final double FIRST_LOOK_SECONDS = 10;

    Graded {
        laps = Collections.unmodifiableMap(new LinkedHashMap<>(laps));
    }

    static Graded of(List<CheckResult> results, GradingEvent.Concluded concluded, Map<String, Double> laps) {
        Optional<CheckResult> latency =
                results.stream().filter(result -> result.id().equals(CHECK)).findFirst();
        Optional<Double> requests = latency.flatMap(result -> value(result, "requests"));
        Optional<Double> rate = latency.flatMap(result -> value(result, "rate"));
        return new Graded(
                kind(concluded.verdict()),
                reason(concluded.verdict()),
                latency.flatMap(result -> value(result, "p95")).orElse(null),
                requests.flatMap(count -> rate.map(each -> count / each)).orElse(null),
                concluded.host().stream()
                        .filter(witness -> witness.check().equals(CHECK))
                        .findFirst()
                        .orElse(null),
                concluded.durations(),
                laps);
    }

    private static Optional<Double> value(CheckResult result, String name) {
        return result.measurements().stream()
                .filter(measurement -> measurement.name().equals(name))
                .findFirst()
                .map(Measurement::value);
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> PASSED;
            case Verdict.Failed _ -> FAILED;
            case Verdict.InReview _ -> "in review";
            case Verdict.Refused _ -> "refused";
            case Verdict.Inconclusive _ -> "inconclusive";
            case Verdict.Faulted _ -> "faulted";
        };
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _, Verdict.InReview _ -> "";
            case Verdict.Failed failed -> failed.reason();
            case Verdict.Refused refused -> String.join("; ", refused.reasons());
            case Verdict.Inconclusive inconclusive -> inconclusive.reason();
            case Verdict.Faulted faulted -> faulted.reason();
        };
    }

    /** Whether the first look of the first round decided. */
    @JsonIgnore
    boolean isDecidedAtOnce() {
        Double measured = measuredSeconds;
        return isJudged() && measured != null && measured < FIRST_LOOK_SECONDS * 1.5;
    }

    /**
     * From the start of the grading's process to its verdict, by part, without waiting for the machine's measuring
     * window, warming up and measuring.
     */
    @JsonIgnore
    Map<String, Double> overhead() {
        Map<String, Double> seconds = new LinkedHashMap<>(laps);
        seconds.remove(Laps.CLOSING);
        seconds.computeIfPresent(
                Laps.of(CHECK),
                (_, whole) -> whole - durations.waitingMillis() / 1e3 - WARM_UP_SECONDS - FIRST_LOOK_SECONDS);
        return seconds;
    }

    @JsonIgnore
    double overheadSeconds() {
        return overhead().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @JsonIgnore
    boolean isJudged() {
        return verdict.equals(PASSED) || verdict.equals(FAILED);
    }

    /** Whether the hypervisor took more of the CPU, in the round that counted, than a verdict may rest on. */
    @JsonIgnore
    boolean isStolenFrom() {
        return witness != null && witness.stealShare() > HostMonitor.MOST_STEAL;
    }

    /** Judged, and not as the submission deserves. */
    boolean isWrong(Submission submission) {
        return isJudged() && verdict.equals(PASSED) != submission.passes();
    }

    /** What a judge says that looks at nothing but the p95; wrong too if it has nothing to look at. */
    boolean isNaiveWrong(Submission submission, double targetMillis) {
        Double p95 = p95Millis;
        return p95 == null || p95 <= targetMillis != submission.passes();
    }
}
