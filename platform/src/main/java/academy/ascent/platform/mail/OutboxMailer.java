package academy.ascent.platform.mail;

import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Keeps mail in the database, where {@code /outbox} shows it to people on this machine. */
@Singleton
final class OutboxMailer implements Mailer {
    private final OutboxMails mails;
    private final InstantSource clock;

    OutboxMailer(OutboxMails mails, InstantSource clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @Override
    public void send(String recipient, String subject, String text) {
        mails.save(new OutboxMail(null, recipient, subject, text, clock.instant()));
    }
}
