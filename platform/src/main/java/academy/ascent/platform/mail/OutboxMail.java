package academy.ascent.platform.mail;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail that was kept instead of sent. */
@MappedEntity("outbox_mail")
record OutboxMail(
        @Id @GeneratedValue @Nullable Long id, String recipient, String subject, String text, Instant createdAt) {}
