package academy.ascent.platform.cohort;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A group that goes through a level together.
 *
 * @param level 1 to 4
 * @param endsOn its last day, or null if it has none
 * @param archivedAt when it was put away, or null
 */
@MappedEntity("cohort")
record Cohort(
        @Id @GeneratedValue @Nullable Long id,
        String name,
        int level,
        long instructorId,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        Instant createdAt,
        @Nullable Instant archivedAt) {

    long number() {
        if (id == null) {
            throw new IllegalStateException("The cohort " + name + " was not saved");
        }
        return id;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    String subject() {
        return "cohort/" + number();
    }
}
