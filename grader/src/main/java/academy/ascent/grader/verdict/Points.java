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
     * failed when the best case cannot, inconclusive in between. Points that a person has to give keep it from passing, and
     * from being inconclusive only if the machine's own open points do not matter any more.
     *
     * @param results one for each check of the lab
     * @param pass the points that pass
     */
    public static Verdict decide(List<CheckResult> results, int pass) {
        int worst = earned(results);
        int open = open(results, Outcome.UNDECIDED);
        int read = open(results, Outcome.IN_REVIEW);
        String unmet = musts(results, Outcome.FAILED);
        String unseen = musts(results, Outcome.SKIPPED);
        if (!unmet.isEmpty() || !unseen.isEmpty()) {
            return new Verdict.Failed(worst, "Not met: " + (unmet.isEmpty() ? unseen : unmet));
        }
        int best = worst + open + read;
        if (best < pass) {
            return new Verdict.Failed(worst, best + " points at best, " + pass + " are needed");
        }
        boolean mustOpen = results.stream().anyMatch(result -> result.must() && result.outcome() == Outcome.UNDECIDED);
        if (!mustOpen && read > 0 && (open == 0 || worst >= pass)) {
            return new Verdict.InReview(worst, read);
        }
        if (!mustOpen && worst >= pass) {
            return new Verdict.Passed(worst);
        }
        return inconclusive(results.stream()
                .filter(result -> result.outcome() == Outcome.UNDECIDED)
                .toList());
    }

    private static Verdict inconclusive(List<CheckResult> undecided) {
        return new Verdict.Inconclusive(
                undecided.stream()
                        .map(result -> result.id() + ": " + result.title())
                        .collect(Collectors.joining("; ")),
                undecided.stream().anyMatch(CheckResult::cannotRunHere));
    }

    private static int open(List<CheckResult> results, Outcome outcome) {
        return results.stream()
                .filter(result -> result.outcome() == outcome)
                .mapToInt(result -> result.points() - result.earned())
                .sum();
    }

    private static String musts(List<CheckResult> results, Outcome outcome) {
        return results.stream()
                .filter(result -> result.must() && result.outcome() == outcome)
                .map(CheckResult::id)
                .collect(Collectors.joining(", "));
    }
}
