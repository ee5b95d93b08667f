package academy.ascent.platform.grade;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a cohort asks of one lab.
 *
 * @param dueAt when it is due, or null if it never is
 */
@Introspected
public record LabPolicy(String lab, @Nullable Instant dueAt, Counts counts) {

    /** Which of the judged hand-ins counts; those that are late without late days left never do. */
    public enum Counts {
        /** A pass before a failure, then more points, then the earlier one. */
        BEST,
        /** The one that was handed in last. */
        LAST
    }

    static LabPolicy none(String lab) {
        return new LabPolicy(lab, null, Counts.BEST);
    }
}
