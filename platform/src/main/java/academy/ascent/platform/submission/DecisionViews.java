package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Regraded;
import academy.ascent.site.Href;
import academy.ascent.site.submission.ResultPage;
import java.util.Locale;
import java.util.Optional;

/** What a person decided, as pages show it. */
public final class DecisionViews {
    private DecisionViews() {}

    /** A person's decision, beside what was measured last. */
    static ResultPage.Decision of(Submission submission, Submission measured, Decision decision) {
        var graded = submission.as(decision);
        return new ResultPage.Decision(
                graded.state().word(),
                ResultWords.headline(graded.state()) + " by decision: " + decision.points() + " of "
                        + submission.points() + " points",
                decision.reason(),
                "Decided by " + decision.who(),
                decision.decidedAt(),
                words(measured).toLowerCase(Locale.ROOT),
                Optional.empty());
    }

    /** An applied regrade, beside what was measured first. */
    static ResultPage.Decision of(Submission submission, Regraded regraded) {
        var graded = submission.as(regraded);
        return new ResultPage.Decision(
                graded.state().word(),
                ResultWords.headline(graded.state()) + " when it was measured again: " + regraded.earned() + " of "
                        + regraded.points() + " points",
                regraded.reason(),
                "Applied by " + regraded.who(),
                regraded.appliedAt(),
                words(submission).toLowerCase(Locale.ROOT),
                Optional.of(Href.of("submissions", regraded.regrading())));
    }

    /** State and points of a submission in words, for example {@code Failed, 40 of 100 points}. */
    public static String words(Submission submission) {
        var headline = ResultWords.headline(submission.state());
        if (submission.earned() == null) {
            return headline + ", no points";
        }
        var points = headline + ", " + submission.earned() + " of " + submission.points() + " points";
        return submission.state() == SubmissionState.IN_REVIEW ? points + " so far" : points;
    }
}
