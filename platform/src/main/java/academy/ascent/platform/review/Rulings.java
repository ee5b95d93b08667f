package academy.ascent.platform.review;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.grade.DecisionOutcome;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.mail.Mailer;
import academy.ascent.platform.review.ReviewedWork.Work;
import academy.ascent.platform.submission.DecisionViews;
import academy.ascent.platform.submission.Submissions;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;

/** Decides what a submission counts for and takes that back; the learner hears of it by mail, in the same transaction. */
@Singleton
class Rulings {
    private final Decisions decisions;
    private final Submissions submissions;
    private final Mailer mailer;
    private final AscentConfig config;

    Rulings(Decisions decisions, Submissions submissions, Mailer mailer, AscentConfig config) {
        this.decisions = decisions;
        this.submissions = submissions;
        this.mailer = mailer;
        this.config = config;
    }

    /**
     * Gives points.
     *
     * @param seen the decision that stood when the form was opened, or 0
     */
    @Transactional
    DecisionOutcome decide(SignedIn person, Work work, long seen, int points, String reason) {
        var before = counts(work);
        var outcome = decisions.decide(person, work.submission().key(), seen, points, reason, before);
        if (outcome instanceof DecisionOutcome.Done) {
            tell(
                    work,
                    "Your grade was decided",
                    person.name() + ", " + person.role().word() + ", decided what your submission counts for",
                    before,
                    "\nThe reason:\n" + reason + "\n");
        }
        return outcome;
    }

    /** Takes back the decision that was seen standing. */
    @Transactional
    DecisionOutcome withdraw(SignedIn person, Work work, long seen) {
        var before = counts(work);
        var outcome = decisions.withdraw(person, work.submission().key(), seen);
        if (outcome instanceof DecisionOutcome.Done) {
            tell(
                    work,
                    "The decision about your grade was taken back",
                    person.name() + ", " + person.role().word()
                            + ", took back the decision about your submission; what was measured counts again",
                    before,
                    "");
        }
        return outcome;
    }

    private String counts(Work work) {
        return DecisionViews.words(submissions.graded(work.submission()));
    }

    private void tell(Work work, String subject, String what, String before, String reason) {
        var submission = work.submission();
        var which = work.lab() + ", no. " + submission.number();
        mailer.send(submission.accountId(), subject + ": " + which, """
                %s (%s).

                It was: %s.
                It is now: %s.
                %s
                Your submission, where you can also ask for another look:
                %s
                """.formatted(
                what, which, before, counts(work), reason, config.absolute("/submissions/" + submission.key())));
    }
}
