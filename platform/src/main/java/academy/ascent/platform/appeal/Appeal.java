package academy.ascent.platform.appeal;

import academy.ascent.platform.identity.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learner's wish that a person looks at a submission.
 *
 * @param answerer the name of who answered, or null
 */
@Introspected
record Appeal(
        long id,
        long submissionId,
        long accountId,
        String reason,
        Instant askedAt,
        @Nullable Instant withdrawnAt,
        @Nullable String answerer,
        @Nullable Role role,
        @Nullable Instant answeredAt,
        @Nullable String answer) {

    boolean isOpen() {
        return withdrawnAt == null && answeredAt == null;
    }
}
