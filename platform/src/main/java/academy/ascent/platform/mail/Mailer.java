package academy.ascent.platform.mail;

import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Takes mail. It is kept in the database, in the sender's transaction: a mail about something that was rolled back is never
 * sent. {@code /outbox} shows it on one machine; {@link SmtpDelivery} sends it where a server is configured.
 */
@Singleton
public class Mailer {
    private final OutboxMails mails;
    private final InstantSource clock;

    Mailer(OutboxMails mails, InstantSource clock) {
        this.mails = mails;
        this.clock = clock;
    }

    /** Takes a plain-text mail; it is sent once the surrounding transaction, if any, is committed. */
    public void send(String recipient, String subject, String text) {
        var now = clock.instant();
        mails.save(
                new OutboxMail(null, recipient, subject.replaceAll("\\p{Cntrl}+", " "), text, now, null, 0, now, ""));
    }

    /** The same to whoever an account belongs to; nobody gets it where there is no such account any more. */
    public void send(long account, String subject, String text) {
        mails.address(account).ifPresent(address -> send(address, subject, text));
    }
}
