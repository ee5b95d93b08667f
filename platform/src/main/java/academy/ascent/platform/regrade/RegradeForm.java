package academy.ascent.platform.regrade;

import academy.ascent.platform.regrade.Regrade.Against;
import academy.ascent.platform.web.AscentException;
import academy.ascent.site.web.Field;
import java.util.Map;
import java.util.regex.Pattern;

/** The form that starts a regrade, as it was sent. */
record RegradeForm(Scope scope, Against against, Field reason) {
    static final int LONGEST_REASON = 2000;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");
    private static final Field REASON = Field.of("reason", "Reason", "text", "off")
            .hint("The learners read it if the regrade is applied. At most " + LONGEST_REASON + " characters.");

    static RegradeForm fresh(Map<String, String> query) {
        return new RegradeForm(scope(query), Against.PINNED, REASON);
    }

    static RegradeForm sent(Map<String, String> form) {
        var text = form.getOrDefault("reason", "").strip();
        var reason = REASON.value(text);
        if (text.isEmpty()) {
            reason = reason.error("Say why: the learners read it.");
        } else if (text.length() > LONGEST_REASON) {
            reason = reason.error("It has " + text.length() + " characters: take at most " + LONGEST_REASON + ".");
        } else if (CONTROL.matcher(text).find()) {
            reason = reason.error("A reason has no control characters.");
        }
        var against = "CURRENT".equals(form.get("against")) ? Against.CURRENT : Against.PINNED;
        return new RegradeForm(scope(form), against, reason);
    }

    /** What is asked for: one submission, a cohort's lab, or a version of a lab. */
    private static Scope scope(Map<String, String> asked) {
        var submission = number(asked.getOrDefault("submission", ""));
        var cohort = number(asked.getOrDefault("cohort", ""));
        var lab = asked.getOrDefault("lab", "");
        var digest = asked.getOrDefault("version", "");
        if (submission > 0) {
            return new Scope.One(submission);
        }
        if (cohort > 0 && !lab.isEmpty()) {
            return new Scope.OfCohort(cohort, lab);
        }
        if (!lab.isEmpty() && digest.matches("[0-9a-f]{1,64}")) {
            return new Scope.OfVersion(lab, digest);
        }
        throw AscentException.badRequest(
                "no-scope",
                "It is not said what to measure again. Begin at a submission, a cohort or the list of versions.");
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
