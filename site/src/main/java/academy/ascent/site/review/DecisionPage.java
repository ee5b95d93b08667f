package academy.ascent.site.review;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a person decides what a submission counts for.
 *
 * @param number counts the learner's submissions for this lab
 * @param back the submission's own page
 * @param action where the form is sent; {@code /withdraw} below it takes the decision back
 * @param regrade where it is measured again
 * @param measured what was measured, in words
 * @param seen the decision that stood when the form was opened, or 0
 * @param change the difference, once points and reason are given
 * @param standing the decision that can be withdrawn
 * @param history everything that was decided, newest first
 */
public record DecisionPage(
        String lab,
        String learner,
        int number,
        Href back,
        Href action,
        Href regrade,
        String measured,
        Field points,
        Field reason,
        long seen,
        Optional<Change> change,
        Optional<Long> standing,
        List<Entry> history)
        implements Page {
    public DecisionPage {
        history = List.copyOf(history);
    }

    @Override
    public String template() {
        return "review/decision.jte";
    }

    @Override
    public String title() {
        return "Grade: " + lab + ", no. " + number + " by " + learner;
    }

    /** What would count before and after; states are words such as {@code passed}. */
    public record Change(String stateBefore, String before, String stateAfter, String after) {}

    /**
     * A decision.
     *
     * @param ended when it was withdrawn or replaced
     * @param ender who did that, or empty
     */
    public record Entry(
            String state,
            String points,
            String reason,
            String who,
            Instant at,
            Optional<Instant> ended,
            String ender) {}
}
