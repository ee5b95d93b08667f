package academy.ascent.platform.similarity;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of everything that a cohort handed in for a lab.
 *
 * @param works how many learners' work is compared
 * @param pairs how many comparisons that makes
 * @param done how many of them are made
 * @param problem why it broke off, or empty
 */
@Introspected
record Report(
        long id,
        long cohortId,
        String lab,
        String digest,
        long works,
        int pairs,
        int done,
        String asker,
        Instant askedAt,
        @Nullable Instant finishedAt,
        String problem) {

    boolean isFinished() {
        return finishedAt != null;
    }
}
