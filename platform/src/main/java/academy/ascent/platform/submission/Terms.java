package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.grade.LabPolicy;
import academy.ascent.platform.grade.Policies;
import academy.ascent.platform.grade.Reckoning;
import academy.ascent.site.lab.LabPage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a learner's cohorts ask of a lab, and what handing in now would mean there. */
@Singleton
final class Terms {
    private final Policies policies;
    private final Submissions submissions;

    Terms(Policies policies, Submissions submissions) {
        this.policies = policies;
        this.submissions = submissions;
    }

    /** One for each running cohort of the lab's level; cohorts that ask nothing of the lab are left out. */
    List<LabPage.Term> of(long account, Lab lab, Instant now) {
        var terms = new ArrayList<LabPage.Term>();
        for (var membership : policies.ofMember(account)) {
            var asked = membership.policy().of(lab.id());
            if (membership.level() == lab.level()
                    && (asked.dueAt() != null || asked.counts() == LabPolicy.Counts.LAST)) {
                var reckoning = Reckoning.of(membership.policy(), submissions.attempts(account));
                terms.add(term(membership, asked, reckoning, now));
            }
        }
        return terms;
    }

    private static LabPage.Term term(
            Policies.Membership membership, LabPolicy asked, Reckoning reckoning, Instant now) {
        var due = reckoning.dueAt(asked.lab());
        var prospect = reckoning.prospect(asked.lab(), now);
        var counts = asked.counts() == LabPolicy.Counts.BEST ? "Your best result counts." : "Your last result counts.";
        return new LabPage.Term(
                membership.cohort(),
                due,
                extension(reckoning.extension(asked.lab())),
                prospect.days() == 0 ? "" : late(prospect, membership.policy().lateDays()),
                prospect.counts(),
                counts);
    }

    /** Why it is due later than the cohort says, or nothing. */
    static String extension(Duration by) {
        if (by.isZero()) {
            return "";
        }
        return "That is " + words(by) + " later than for the others, since a fault of ours cost you that time.";
    }

    static String words(Duration time) {
        var minutes = (time.toSeconds() + 59) / 60;
        return minutes < 120 ? minutes + (minutes == 1 ? " minute" : " minutes") : minutes / 60 + " hours";
    }

    static String late(Reckoning.Prospect prospect, int budget) {
        var late = "It is " + (prospect.days() == 1 ? "1 day" : prospect.days() + " days") + " late. ";
        if (!prospect.counts()) {
            return late + "Handing in now would take " + days(prospect.more()) + ", and you have "
                    + prospect.left() + " of " + budget
                    + " left: it would be graded, and would not count here.";
        }
        return prospect.more() == 0
                ? late + "Handing in now takes no further late day; you have " + prospect.left() + " of " + budget
                        + " left."
                : late + "Handing in now takes " + days(prospect.more()) + " of the " + prospect.left()
                        + " that you have left (of " + budget + ").";
    }

    private static String days(int days) {
        return days == 1 ? "1 late day" : days + " late days";
    }
}
