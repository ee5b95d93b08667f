package academy.ascent.platform.enrollment;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A learner's place on a level.
 *
 * @param level 1 to 4
 * @param tier what was bought, as {@code course.yaml} names it
 * @param orderId the paid order that it came from
 */
@MappedEntity("enrollment")
public record Enrollment(
        @Id @GeneratedValue @Nullable Long id,
        long accountId,
        int level,
        String tier,
        UUID orderId,
        Instant createdAt) {}
