package academy.ascent.platform.appeal;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.mail.Mailer;
import academy.ascent.platform.submission.Submission;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Takes appeals and answers them; the learner hears of an answer by mail. Callers check who may. */
@Singleton
class Appeals {
    private final AppealRows rows;
    private final Mailer mailer;
    private final AuditLog audit;
    private final AscentConfig config;
    private final InstantSource clock;

    Appeals(AppealRows rows, Mailer mailer, AuditLog audit, AscentConfig config, InstantSource clock) {
        this.rows = rows;
        this.mailer = mailer;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** The appeals about a submission, newest first. */
    List<Appeal> of(Submission submission) {
        return rows.of(submission.key());
    }

    /** Asks for a person to look; false if the learner has an open appeal already. */
    @Transactional
    boolean ask(SignedIn learner, Submission submission, String reason) {
        var asked = rows.ask(submission.key(), learner.id(), reason, clock.instant()) > 0;
        if (asked) {
            record(learner, submission, "appeal.ask", reason);
        }
        return asked;
    }

    /** Takes one's appeal back; false if none is open. */
    @Transactional
    boolean withdraw(SignedIn learner, Submission submission) {
        var withdrawn = rows.withdraw(submission.key(), clock.instant()) > 0;
        if (withdrawn) {
            record(learner, submission, "appeal.withdraw", "");
        }
        return withdrawn;
    }

    /**
     * Answers the open appeal, and tells the learner by mail; false if none is open any more.
     *
     * @param what the lab and the number of the submission, for a person
     */
    @Transactional
    boolean answer(SignedIn person, Submission submission, String what, String answer) {
        if (rows.answer(submission.key(), answer, person.id(), clock.instant()) == 0) {
            return false;
        }
        record(person, submission, "appeal.answer", answer);
        var page = config.absolute("/submissions/" + submission.key()).toString();
        mailer.send(submission.accountId(), "Your appeal was answered: " + what, """
                %s looked at your submission (%s) and writes:

                %s

                Your submission, with what counts:
                %s
                """.formatted(
                        person.name(), what, answer, page));
        return true;
    }

    private void record(SignedIn person, Submission submission, String action, String detail) {
        audit.record(person.id(), action, "submission/" + submission.key(), detail);
    }
}
