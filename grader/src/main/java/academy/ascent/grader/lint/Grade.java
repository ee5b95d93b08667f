package academy.ascent.grader.lint;

import static java.util.Objects.requireNonNull;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Verdict;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How one grading of a variant ended.
 *
 * @param results one a check, without their evidence
 * @param millis how long it took
 */
record Grade(Verdict verdict, List<CheckResult> results, long millis) {
    Grade {
        requireNonNull(verdict, "verdict");
        results = results.stream().map(Grade::withoutEvidence).toList();
    }

    /** The ids of the checks that ended so, in the lab's order. */
    List<String> ids(Outcome outcome) {
        return results.stream()
                .filter(result -> result.outcome() == outcome)
                .map(CheckResult::id)
                .toList();
    }

    int earned() {
        return results.stream().mapToInt(CheckResult::earned).sum();
    }

    int points() {
        return results.stream().mapToInt(CheckResult::points).sum();
    }

    /** Whether the machine could tell about every check. */
    @JsonIgnore
    boolean isDecided() {
        return switch (verdict) {
            case Verdict.Passed _, Verdict.Failed _, Verdict.InReview _ ->
                ids(Outcome.UNDECIDED).isEmpty();
            case Verdict.Refused _ -> true;
            case Verdict.Inconclusive _, Verdict.Faulted _ -> false;
        };
    }

    /** The verdict in a few words. */
    String words() {
        return switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed _ -> "failed";
            case Verdict.InReview _ -> "in review";
            case Verdict.Refused refused -> "refused: " + String.join("; ", refused.reasons());
            case Verdict.Inconclusive inconclusive -> "inconclusive: " + inconclusive.reason();
            case Verdict.Faulted faulted -> "faulted: " + faulted.reason();
        };
    }

    private static CheckResult withoutEvidence(CheckResult result) {
        return new CheckResult(
                result.id(),
                result.check(),
                result.ground(),
                result.outcome(),
                result.points(),
                result.earned(),
                result.must(),
                result.title(),
                result.explanation(),
                result.hint(),
                result.measurements(),
                List.of());
    }
}
