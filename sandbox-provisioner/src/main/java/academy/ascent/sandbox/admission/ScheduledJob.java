package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.cron.CronSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * An admitted CronJob, which has no pods itself: it makes Jobs.
 *
 * @param zone whose clock the schedule means
 * @param startingDeadline how late a Job may be made
 * @param suspended whether none is made
 * @param successfulJobsHistoryLimit how many Jobs that succeeded are kept
 * @param failedJobsHistoryLimit how many Jobs that failed are kept
 * @param job what each Job is, under the CronJob's own name
 */
public record ScheduledJob(
        String name,
        CronSchedule schedule,
        ZoneId zone,
        Optional<Duration> startingDeadline,
        ConcurrencyPolicy concurrency,
        boolean suspended,
        int successfulJobsHistoryLimit,
        int failedJobsHistoryLimit,
        JobWorkload job) {

    /** The Job of a time at which the schedule was due, named for its minute. */
    public JobWorkload jobAt(Instant due) {
        return job.madeBy(name, name + "-" + due.getEpochSecond() / 60);
    }
}
