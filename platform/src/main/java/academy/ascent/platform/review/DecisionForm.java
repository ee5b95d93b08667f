package academy.ascent.platform.review;

import academy.ascent.platform.submission.Submission;
import academy.ascent.site.web.Field;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A decision's form as it was sent, with what is wrong with it.
 *
 * @param seen the decision that stood when it was opened, or 0
 * @param given the points, if they can be given
 */
record DecisionForm(Field points, Field reason, long seen, Optional<Integer> given) {
    static final int LONGEST_REASON = 2000;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");
    private static final Field POINTS = Field.of("points", "Points", "number", "off");
    private static final Field REASON = Field.of("reason", "Reason", "text", "off")
            .hint("The learner reads it, with your name. At most " + LONGEST_REASON + " characters.");

    static DecisionForm fresh(Submission graded, long seen) {
        var points = graded.earned() == null ? "" : Integer.toString(graded.earned());
        return new DecisionForm(hinted(graded).value(points), REASON, seen, Optional.empty());
    }

    static DecisionForm sent(Map<String, String> form, Submission submission) {
        var points = checkPoints(
                hinted(submission).value(form.getOrDefault("points", "").strip()), submission);
        var reason = checkReason(form.getOrDefault("reason", "").strip());
        var good = points.error().isEmpty() && reason.error().isEmpty();
        return new DecisionForm(
                points,
                reason,
                number(form.getOrDefault("seen", "")),
                good ? Optional.of(Integer.valueOf(points.value())) : Optional.empty());
    }

    private static Field hinted(Submission submission) {
        return POINTS.hint("0 to " + submission.points() + "; " + submission.pass() + " pass.");
    }

    private static Field checkPoints(Field points, Submission submission) {
        var good = points.value().matches("[0-9]{1,6}") && Integer.parseInt(points.value()) <= submission.points();
        return good ? points : points.error("Give a whole number of points from 0 to " + submission.points() + ".");
    }

    private static Field checkReason(String text) {
        var field = REASON.value(text);
        if (text.isEmpty()) {
            return field.error("Say why: the learner reads it.");
        }
        if (text.length() > LONGEST_REASON) {
            return field.error("It has " + text.length() + " characters: take at most " + LONGEST_REASON + ".");
        }
        return CONTROL.matcher(text).find() ? field.error("A reason has no control characters.") : field;
    }

    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
