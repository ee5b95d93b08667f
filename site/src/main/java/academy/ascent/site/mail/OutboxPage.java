package academy.ascent.site.mail;

import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;

/**
 * Mail that was kept instead of sent.
 *
 * @param mails newest first
 */
public record OutboxPage(List<Mail> mails) implements Page {
    public OutboxPage {
        mails = List.copyOf(mails);
    }

    @Override
    public String template() {
        return "mail/outbox.jte";
    }

    @Override
    public String title() {
        return "Outbox";
    }

    /**
     * One mail.
     *
     * @param text plain text; addresses of this site in it become links
     * @param state whether it was sent, for a person
     */
    public record Mail(String recipient, String subject, String text, Instant at, String state) {

        /** The text, cut where a line is an address. */
        public List<String> lines() {
            return text.lines().toList();
        }
    }
}
