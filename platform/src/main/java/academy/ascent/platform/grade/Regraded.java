package academy.ascent.platform.grade;

import academy.ascent.platform.identity.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a regrade measured anew, once it is applied.
 *
 * @param regrading the number of the submission that was measured in its place
 * @param earned points
 * @param points what the lab was worth in it
 * @param pass the points that passed in it
 * @param p95Millis 95th percentile of the latency in milliseconds, or null
 * @param availabilityPercent share of requests answered through faults in percent, or null
 * @param reason why it was measured again, for the learner
 * @param applier the name of who applied it
 */
@Introspected
public record Regraded(
        long submissionId,
        long regrading,
        boolean passed,
        int earned,
        int points,
        int pass,
        @Nullable Double p95Millis,
        @Nullable Double availabilityPercent,
        String reason,
        String applier,
        Role role,
        Instant appliedAt) {

    /** Who applied it, for a person: name and role. */
    public String who() {
        return applier + ", " + role.word();
    }
}
