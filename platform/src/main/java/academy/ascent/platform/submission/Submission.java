package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Attempt;
import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Regraded;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one learner handed in for one lab, and how it ended.
 *
 * @param lab the lab's id
 * @param labDigest the lab's content when it was handed in
 * @param number counts the submissions of this learner for this lab, from 1
 * @param epoch the number of its latest run; 0 before the first
 * @param eventCount how many events were written
 * @param concludedAt null while it is open
 * @param reason why it ended as it did, for a person; empty where the findings say it
 * @param earned points earned for certain, or null where nothing was judged
 * @param points what the lab is worth
 * @param pass the points that pass
 * @param p95Millis 95th percentile of the latency under load in milliseconds, or null if it was not measured
 * @param availabilityPercent share of requests answered through faults in percent, or null if it was not measured
 * @param measuringMillis how long was measured, in milliseconds
 * @param totalMillis how long the last run took, in milliseconds
 */
@MappedEntity("submission")
public record Submission(
        @Id @GeneratedValue @Nullable Long id,
        long accountId,
        String lab,
        String labDigest,
        int number,
        SubmissionState state,
        int epoch,
        long eventCount,
        Instant handedInAt,
        @Nullable Instant concludedAt,
        String reason,
        @Nullable Integer earned,
        int points,
        int pass,
        @Nullable Double p95Millis,
        @Nullable Double availabilityPercent,
        @Nullable Long measuringMillis,
        @Nullable Long totalMillis) {

    /** The submission's number in addresses and sandbox names. */
    public long key() {
        if (id == null) {
            throw new IllegalStateException("The submission was not saved");
        }
        return id;
    }

    /** The same as it counts by a person's decision; what was measured is left as it is. */
    public Submission as(Decision decision) {
        return new Submission(
                id,
                accountId,
                lab,
                labDigest,
                number,
                decision.passed() ? SubmissionState.PASSED : SubmissionState.FAILED,
                epoch,
                eventCount,
                handedInAt,
                concludedAt,
                reason,
                decision.points(),
                points,
                pass,
                p95Millis,
                availabilityPercent,
                measuringMillis,
                totalMillis);
    }

    /** The same as it counts by an applied regrade; what was measured first is left as it is. */
    public Submission as(Regraded regraded) {
        return new Submission(
                id,
                accountId,
                lab,
                labDigest,
                number,
                regraded.passed() ? SubmissionState.PASSED : SubmissionState.FAILED,
                epoch,
                eventCount,
                handedInAt,
                concludedAt,
                reason,
                regraded.earned(),
                regraded.points(),
                regraded.pass(),
                regraded.p95Millis(),
                regraded.availabilityPercent(),
                measuringMillis,
                totalMillis);
    }

    /**
     * As a policy sees it; decisions are included if this is the submission as it counts.
     *
     * @param lost by a fault of ours, when it was measured first
     */
    Attempt attempt(Duration lost) {
        var kind = switch (state) {
            case QUEUED, PREPARING, DEPLOYING, MEASURING, IN_REVIEW -> Attempt.Kind.OPEN;
            case PASSED, FAILED -> Attempt.Kind.JUDGED;
            case REFUSED, INCONCLUSIVE, FAULTED -> Attempt.Kind.VOID;
        };
        return new Attempt(
                key(), lab, handedInAt, kind, earned == null ? 0 : earned, state == SubmissionState.PASSED, lost);
    }

    /** The learner's time that a fault of ours cost; zero where there was none. */
    Duration lost() {
        return state == SubmissionState.FAULTED ? age(handedInAt) : Duration.ZERO;
    }

    /** From handing in to the verdict, waiting included; up to {@code now} while it is open. */
    public Duration age(Instant now) {
        return Duration.between(handedInAt, concludedAt == null ? now : concludedAt);
    }
}
