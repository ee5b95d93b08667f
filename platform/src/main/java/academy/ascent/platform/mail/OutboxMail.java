package academy.ascent.platform.mail;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail, kept until it is sent and remembered afterwards.
 *
 * @param text empty once it was sent, since it may hold a link that opens an account
 * @param sentAt when the server took it, or null
 * @param tries how often it was refused
 * @param problem what the server said the last time, or empty
 */
@MappedEntity("outbox_mail")
record OutboxMail(
        @Id @GeneratedValue @Nullable Long id,
        String recipient,
        String subject,
        String text,
        Instant createdAt,
        @Nullable Instant sentAt,
        int tries,
        Instant nextTryAt,
        String problem) {

    long number() {
        if (id == null) {
            throw new IllegalStateException("The mail was not saved");
        }
        return id;
    }
}
