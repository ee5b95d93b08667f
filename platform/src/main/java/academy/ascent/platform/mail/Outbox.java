package academy.ascent.platform.mail;

import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes kept mail out, one by one, and notes how it went. */
@Singleton
@Requires(bean = SmtpConfig.class)
class Outbox {
    /** Older mail is not sent any more: its links have expired, and its reader has moved on. */
    static final Duration LIFE = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final OutboxMails mails;
    private final SmtpTransport transport;
    private final InstantSource clock;

    Outbox(OutboxMails mails, SmtpTransport transport, InstantSource clock) {
        this.mails = mails;
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * Tries to send the mail that is due first.
     *
     * @return whether there was one
     */
    @Transactional
    boolean deliverNext() {
        var now = clock.instant();
        var due = mails.lockDue(now, now.minus(LIFE));
        due.ifPresent(mail -> {
            try {
                transport.send(mail);
                mails.markSent(mail.number(), clock.instant());
            } catch (MessagingException e) {
                var next = nextTry(clock.instant(), mail.tries());
                var problem = problem(e);
                LOG.warn("Mail {} was not sent; next try at {}: {}", mail.number(), next, problem);
                mails.markRefused(mail.number(), next, problem);
            }
        });
        return due.isPresent();
    }

    /** After 10 s, 20 s, 40 s and so on, at last every hour. */
    static Instant nextTry(Instant now, int tries) {
        var wait = Duration.ofSeconds(10).multipliedBy(1L << Math.min(tries, 10));
        return now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** What happened, and what was beneath it: the reason of a failed connection stands there. */
    private static String problem(MessagingException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + root.getMessage();
    }
}
