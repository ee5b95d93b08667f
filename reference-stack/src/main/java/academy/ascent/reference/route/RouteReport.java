package academy.ascent.reference.route;

import academy.ascent.reference.statistics.Proportion;
import academy.ascent.reference.statistics.ProportionTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a route is and what it did since it was declared so. */
public record RouteReport(String name, String kind, List<ArmReport> arms, Detail detail) {
    public RouteReport {
        arms = List.copyOf(arms);
    }

    /**
     * One of the route's targets.
     *
     * @param target the name of the model or the route
     * @param version empty for the one that the server chooses, and for a route
     * @param failures among the requests
     * @param seconds spent on all requests together
     */
    public record ArmReport(
            String name, String target, String version, int weight, long requests, long failures, double seconds) {}

    /** What only routes of one kind have. */
    public sealed interface Detail {}

    /** Nothing of its own. */
    public record Plain() implements Detail {}

    /**
     * A canary's trial, in the current window.
     *
     * @param alpha the probability of a false alarm over all windows
     * @param slow empty where latency is no matter
     * @param rollback empty while the candidate is on trial
     */
    public record CanaryDetail(
            double alpha, int window, Criterion errors, Optional<Criterion> slow, Optional<Rollback> rollback)
            implements Detail {}

    /**
     * One comparison of a canary.
     *
     * @param pValue the least so far, valid however often it is looked at
     * @param alpha the candidate is taken out at this p-value or below it
     */
    public record Criterion(Proportion stable, Proportion candidate, double pValue, double alpha, double margin) {}

    /**
     * Why a candidate was taken out.
     *
     * @param cause {@code errors} or {@code latency}
     */
    public record Rollback(Instant time, String cause, int window, Criterion criterion) {}

    /**
     * What is known of the arms' outcomes.
     *
     * @param sample how many outcomes of each arm the fixed test waits for
     * @param waiting how many answers wait for their outcome
     * @param comparisons of the first arm with each of the others
     */
    public record SplitDetail(
            double alpha, int sample, int waiting, List<ArmOutcomes> arms, List<Comparison> comparisons)
            implements Detail {
        public SplitDetail {
            arms = List.copyOf(arms);
            comparisons = List.copyOf(comparisons);
        }
    }

    /** How often an outcome was reported for an arm, and how often it was a success. */
    public record ArmOutcomes(String arm, Proportion successes) {}

    /**
     * Two arms compared.
     *
     * @param alpha each comparison's share of the whole
     * @param current the difference as it is now, for orientation only; empty until both arms have an outcome
     * @param fixed the test made once, when both arms had the sample; empty until then
     * @param anytimeBetter the always-valid p-value of "the arm succeeds no more often than the first"
     * @param anytimeWorse the always-valid p-value of "the arm succeeds no less often than the first"
     */
    public record Comparison(
            String first,
            String arm,
            double alpha,
            Optional<ProportionTest> current,
            Optional<ProportionTest> fixed,
            double anytimeBetter,
            double anytimeWorse) {
        /** The verdict that holds however often it is looked at. */
        public String anytimeVerdict() {
            return anytimeBetter <= alpha / 2 ? "better" : anytimeWorse <= alpha / 2 ? "worse" : "undecided";
        }

        /** The verdict of the fixed test, made once. */
        public String fixedVerdict() {
            return fixed.map(test ->
                            !test.isSignificant() ? "no difference" : test.difference() > 0 ? "better" : "worse")
                    .orElse("sample too small");
        }
    }

    /**
     * What was seen of a shadow.
     *
     * @param agreement in how many compared answers all outputs agreed
     * @param numbers how many pairs of numbers were compared
     * @param meanDifference mean of their absolute differences; NaN before the first
     * @param greatestDifference greatest of them
     * @param dropped requests that were left out since the shadow was behind
     * @param failed requests that the shadow failed on
     */
    public record ShadowDetail(
            Proportion agreement,
            long numbers,
            double meanDifference,
            double greatestDifference,
            long dropped,
            long failed)
            implements Detail {}

    /**
     * An ensemble's own.
     *
     * @param incomplete answers that lacked a member, but not the quorum
     */
    public record EnsembleDetail(int quorum, long incomplete, Optional<CalibrationReport> calibration)
            implements Detail {}

    /** How well the confidence holds: expected calibration error before and after the map. */
    public record CalibrationReport(String method, int rows, double errorBefore, double errorAfter) {}
}
