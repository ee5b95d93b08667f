package academy.ascent.platform.lab;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One save of one file.
 *
 * @param number counts the versions of this file from 1; the starter counts as 0
 * @param digest SHA-256 of the content in hexadecimal, or null where the file was removed
 * @param size bytes, 0 where it was removed
 */
@Introspected
public record FileVersion(
        String path, int number, @Nullable String digest, int size, Origin origin, Instant createdAt) {
    /** How a version came to be. */
    public enum Origin {
        SAVED,
        RESET,
        RESTORED,
        UPLOADED,
        REMOVED
    }
}
