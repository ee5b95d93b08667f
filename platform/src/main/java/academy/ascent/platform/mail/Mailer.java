package academy.ascent.platform.mail;

/** Sends a mail. */
public interface Mailer {

    /** Takes a plain-text mail; it is sent once the surrounding transaction, if any, is committed. */
    void send(String recipient, String subject, String text);
}
