package academy.ascent.platform.grade;

import academy.ascent.platform.identity.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points that a person gave a submission.
 *
 * @param points what it counts for while the decision stands
 * @param pass the points that pass
 * @param decider the name of who decided
 * @param role the role that they have
 * @param endedAt when it was withdrawn or replaced, or null while it stands
 * @param ender the name of who did that, or null
 */
@Introspected
public record Decision(
        long id,
        long submissionId,
        int points,
        int pass,
        String reason,
        String decider,
        Role role,
        Instant decidedAt,
        @Nullable Instant endedAt,
        @Nullable String ender) {

    /** Whether it passes: by points alone, since a person may see what no check sees. */
    public boolean passed() {
        return points >= pass;
    }

    /** Whether it counts. */
    public boolean stands() {
        return endedAt == null;
    }

    /** Who decided, for a person: name and role. */
    public String who() {
        return decider + ", " + role.word();
    }
}
