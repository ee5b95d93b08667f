package academy.ascent.platform.learning;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lesson that a learner has marked as done.
 *
 * @param module the module's id
 * @param lesson the lesson's id within it
 */
@MappedEntity("lesson_progress")
record LessonProgress(
        @Id @GeneratedValue @Nullable Long id,
        long accountId,
        int level,
        String module,
        String lesson,
        Instant completedAt) {

    /** The lesson within its level, as the catalogue names it. */
    String key() {
        return module + "/" + lesson;
    }
}
