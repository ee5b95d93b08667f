package academy.ascent.platform.comment;

import academy.ascent.platform.identity.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a line.
 *
 * @param line counts from 1
 * @param text empty once it was deleted
 * @param editedAt when it was changed last, or null
 * @param deletedAt when it was deleted, or null
 */
@Introspected
record Comment(
        long id,
        String path,
        int line,
        long authorId,
        String author,
        Role role,
        String text,
        Instant writtenAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether both are about the same line. */
    boolean isBeside(Comment other) {
        return line == other.line && path.equals(other.path);
    }
}
