package academy.ascent.grader.measure;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Verdict;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A grading as a table for people. */
final class GradeTable {
    private static final Set<Outcome> TOLD = EnumSet.of(Outcome.FAILED, Outcome.UNDECIDED, Outcome.IN_REVIEW);

    private GradeTable() {}

    static void print(PrintStream out, List<CheckResult> results, GradingEvent.Concluded concluded) {
        for (CheckResult result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %-12s %3d/%-3d  %s%n",
                    result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    result.id(),
                    result.earned(),
                    result.points(),
                    result.title());
        }
        for (CheckResult result : results) {
            if (TOLD.contains(result.outcome())) {
                out.printf("%n%s: %s%n", result.id(), result.explanation());
            }
        }
        for (HostWitness host : concluded.host()) {
            out.printf(
                    Locale.ROOT,
                    "%nhost during %s: send lag p99 %.2f ms, steal %.1f %%, other programs %.0f %%, %s, %s%n",
                    host.check(),
                    host.sendLagP99Micros() / 1e3,
                    host.stealShare() * 100,
                    host.foreignShare() * 100,
                    host.limits(),
                    host.protectedFromNeighbours() ? "protected" : "unprotected");
        }
        out.printf(
                Locale.ROOT,
                "%n%s, %d of %d points (%d pass), %.1f s, seed %d%n",
                words(concluded.verdict()),
                concluded.earned(),
                concluded.points(),
                concluded.pass(),
                concluded.durations().totalMillis() / 1e3,
                concluded.seed());
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> "Passed";
            case Verdict.Failed failed -> "Failed: " + failed.reason();
            case Verdict.InReview review -> "In review: a person reads what is left, " + review.open() + " points";
            case Verdict.Refused refused -> "Refused: " + String.join("; ", refused.reasons());
            case Verdict.Inconclusive inconclusive -> "Inconclusive: " + inconclusive.reason();
            case Verdict.Faulted faulted -> "Faulted: " + faulted.reason();
        };
    }
}
