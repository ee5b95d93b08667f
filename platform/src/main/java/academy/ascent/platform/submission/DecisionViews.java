package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Decision;
import academy.ascent.site.submission.ResultPage;
import java.util.Locale;

/** What a person decided, as pages show it. */
public final class DecisionViews {
    private DecisionViews() {}

    static ResultPage.Decision of(Submission submission, Decision decision) {
        var graded = submission.as(decision);
        return new ResultPage.Decision(
                graded.state().word(),
                ResultWords.headline(graded.state()) + " by decision: " + decision.points() + " of "
                        + submission.points() + " points",
                decision.reason(),
                decision.who(),
                decision.decidedAt(),
                words(submission).toLowerCase(Locale.ROOT));
    }

    /** State and points of a submission in words, for example {@code Failed, 40 of 100 points}. */
    public static String words(Submission submission) {
        var headline = ResultWords.headline(submission.state());
        return submission.earned() == null
                ? headline + ", no points"
                : headline + ", " + submission.earned() + " of " + submission.points() + " points";
    }
}
