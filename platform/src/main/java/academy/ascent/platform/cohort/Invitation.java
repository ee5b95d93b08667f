package academy.ascent.platform.cohort;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link that lets people into a cohort; the database knows its hash only.
 *
 * @param places how many may join by it, or null for no limit
 * @param revokedAt when the instructor took it back, or null
 */
@MappedEntity("cohort_invitation")
record Invitation(
        @Id @GeneratedValue @Nullable Long id,
        long cohortId,
        byte[] tokenHash,
        @Nullable Integer places,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    long number() {
        if (id == null) {
            throw new IllegalStateException("The invitation was not saved");
        }
        return id;
    }

    boolean hasExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
