package academy.ascent.grader.verdict;

import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/** The arithmetic from results to a verdict. */
public final class Points {
    private Points() {}

    /** What was earned for certain. */
    public static int earned(List<CheckResult> results) {
        return results.stream().mapToInt(CheckResult::earned).sum();
    }

    /**
     * Decides a grading: passed when every must is met and the worst case of the undecided points reaches {@code pass},
     * failed when the best case cannot, inconclusive in between.
     *
     * @param results one for each check of the lab
     * @param pass the points that pass
     */
    public static Verdict decide(List<CheckResult> results, int pass) {
        int worst = earned(results);
        int open = results.stream()
                .filter(result -> result.outcome() == Outcome.UNDECIDED)
                .mapToInt(result -> result.points() - result.earned())
                .sum();
        String unmet = musts(results, Outcome.FAILED);
        String unseen = musts(results, Outcome.SKIPPED);
        if (!unmet.isEmpty() || !unseen.isEmpty()) {
            return new Verdict.Failed(worst, "Not met: " + (unmet.isEmpty() ? unseen : unmet));
        }
        if (worst + open < pass) {
            return new Verdict.Failed(worst, (worst + open) + " points at best, " + pass + " are needed");
        }
        boolean mustOpen = results.stream().anyMatch(result -> result.must() && result.outcome() == Outcome.UNDECIDED);
        if (worst >= pass && !mustOpen) {
            return new Verdict.Passed(worst);
        }
        return new Verdict.Inconclusive(results.stream()
                .filter(result -> result.outcome() == Outcome.UNDECIDED)
                .map(result -> result.id() + ": " + result.title())
                .collect(Collectors.joining("; ")));
    }

    private static String musts(List<CheckResult> results, Outcome outcome) {
        return results.stream()
                .filter(result -> result.must() && result.outcome() == outcome)
                .map(CheckResult::id)
                .collect(Collectors.joining(", "));
    }
}
