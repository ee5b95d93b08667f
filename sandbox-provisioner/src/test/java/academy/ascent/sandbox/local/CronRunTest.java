package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.JobStatus.State;
import academy.ascent.sandbox.admission.ConcurrencyPolicy;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.ScheduledJob;
import academy.ascent.sandbox.cron.CronSchedule;
import academy.ascent.sandbox.local.CronRun.Job;
import academy.ascent.sandbox.local.CronRun.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronRunTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");
    private static final JobWorkload TRAIN = new JobWorkload(
            "train",
            Optional.empty(),
            OptionalInt.of(1),
            1,
            6,
            Optional.empty(),
            GivenTemplate.of(Map.of(), RestartPolicy.NEVER));

    private final CronRun run = new CronRun(CREATED.plusMillis(400));

    private static ScheduledJob cronJob(
            String schedule,
            ConcurrencyPolicy concurrency,
            Optional<Duration> deadline,
            boolean suspended,
            String zone) {
        try {
            return new ScheduledJob(
                    "train",
                    CronSchedule.parse(schedule),
                    ZoneId.of(zone),
                    deadline,
                    concurrency,
                    suspended,
                    3,
                    1,
                    TRAIN);
        } catch (CronSchedule.Malformed malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static ScheduledJob every(int minutes, ConcurrencyPolicy concurrency) {
        return cronJob("*/" + minutes + " * * * *", concurrency, Optional.empty(), false, "UTC");
    }

    private static ScheduledJob every(int minutes) {
        return every(minutes, ConcurrencyPolicy.ALLOW);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }

    private static Job job(String due, State state) {
        String name = TRAIN.name() + "-" + at(due).getEpochSecond() / 60;
        return new Job(name, state, at(due), true);
    }

    private static Step create(String due) {
        return new Step(Optional.of(at(due)), Set.of());
    }

    private static final Step NOTHING = new Step(Optional.empty(), Set.of());

    @Test
    void a_job_is_made_once_for_each_time_that_is_due() {
        assertThat(run.next(every(5), List.of(), at("10:04:59.999"))).isEqualTo(NOTHING);
        assertThat(run.next(every(5), List.of(), at("10:05:00"))).isEqualTo(create("10:05:00"));
        assertThat(run.next(every(5), List.of(), at("10:05:00.050"))).isEqualTo(NOTHING);
        assertThat(run.next(every(5), List.of(), at("10:09:59"))).isEqualTo(NOTHING);
        assertThat(run.next(every(5), List.of(), at("10:10:02"))).isEqualTo(create("10:10:00"));
    }

    @Test
    void a_job_is_named_for_its_minute_and_knows_its_cron_job() {
        JobWorkload job = every(5).jobAt(at("10:05:00"));
        assertThat(job.name()).isEqualTo("train-29454365");
        assertThat(job.cronJob()).contains("train");
        assertThat(job.template()).isEqualTo(TRAIN.template());
    }

    @Test
    void of_the_times_that_were_missed_only_the_latest_is_made_up_for() {
        assertThat(run.next(every(5), List.of(), at("10:33:00"))).isEqualTo(create("10:30:00"));
        assertThat(run.next(every(5), List.of(), at("10:34:00"))).isEqualTo(NOTHING);
    }

    /** Between the first two times of this schedule is a minute, and none is due within the last such minute. */
    @Test
    void of_an_uneven_schedule_a_missed_time_may_be_lost_as_on_a_cluster() {
        ScheduledJob uneven = cronJob("0,1 11 * * *", ConcurrencyPolicy.ALLOW, Optional.empty(), false, "UTC");
        assertThat(run.next(uneven, List.of(), at("15:00:00"))).isEqualTo(NOTHING);
        assertThat(run.next(uneven, List.of(), at("11:01:30"))).isEqualTo(create("11:01:00"));
    }

    @ParameterizedTest
    @CsvSource({"30, 10:05:30, true", "30, 10:05:31, false", "200, 10:08:20, true", "0, 10:05:00, false"})
    void a_job_is_not_made_later_than_its_deadline(int deadline, String now, boolean made) {
        ScheduledJob late =
                cronJob("5 10 * * *", ConcurrencyPolicy.ALLOW, Optional.of(Duration.ofSeconds(deadline)), false, "UTC");
        // The time itself is looked for after the deadline, and so is not found at its very end.
        Instant instant = at(now).minusMillis(made ? 1 : 0);
        assertThat(run.next(late, List.of(), instant)).isEqualTo(made ? create("10:05:00") : NOTHING);
    }

    @Test
    void a_suspended_cron_job_makes_nothing_and_then_the_latest_that_it_missed() {
        ScheduledJob suspended = cronJob("*/5 * * * *", ConcurrencyPolicy.ALLOW, Optional.empty(), true, "UTC");
        assertThat(run.next(suspended, List.of(), at("10:21:00"))).isEqualTo(NOTHING);
        assertThat(run.next(every(5), List.of(), at("10:21:01"))).isEqualTo(create("10:20:00"));
    }

    @Test
    void another_schedule_holds_from_the_last_job_on() {
        assertThat(run.next(every(30), List.of(), at("10:10:00"))).isEqualTo(NOTHING);
        assertThat(run.next(every(5), List.of(), at("10:10:01"))).isEqualTo(create("10:10:00"));
    }

    @Test
    void the_hour_is_that_of_the_time_zone() {
        ScheduledJob berlin = cronJob("0 12 * * *", ConcurrencyPolicy.ALLOW, Optional.empty(), false, "Europe/Berlin");
        assertThat(run.next(berlin, List.of(), at("10:59:59"))).isEqualTo(NOTHING);
        assertThat(run.next(berlin, List.of(), at("11:00:00"))).isEqualTo(create("11:00:00"));
    }

    @Test
    void whether_a_job_may_join_another_is_the_policys() {
        List<Job> running = List.of(job("10:05:00", State.RUNNING));
        assertThat(new CronRun(CREATED).next(every(10), running, at("10:10:00")))
                .isEqualTo(create("10:10:00"));
        assertThat(new CronRun(CREATED).next(every(10, ConcurrencyPolicy.FORBID), running, at("10:10:00")))
                .isEqualTo(NOTHING);
        assertThat(new CronRun(CREATED).next(every(10, ConcurrencyPolicy.REPLACE), running, at("10:10:00")))
                .isEqualTo(new Step(
                        Optional.of(at("10:10:00")), Set.of(running.getFirst().name())));
    }

    @Test
    void a_job_that_had_to_wait_is_made_as_soon_as_the_other_has_ended() {
        ScheduledJob forbid = every(5, ConcurrencyPolicy.FORBID);
        assertThat(run.next(forbid, List.of(job("10:00:00", State.RUNNING)), at("10:05:00")))
                .isEqualTo(NOTHING);
        assertThat(run.next(forbid, List.of(job("10:00:00", State.COMPLETE)), at("10:07:00")))
                .isEqualTo(create("10:05:00"));
    }

    @Test
    void no_more_ended_jobs_are_kept_than_the_limits_say() {
        List<Job> jobs = List.of(
                job("09:04:00", State.COMPLETE),
                job("09:01:00", State.COMPLETE),
                job("09:02:00", State.FAILED),
                job("09:03:00", State.FAILED),
                job("09:05:00", State.COMPLETE),
                job("09:06:00", State.COMPLETE),
                job("09:07:00", State.RUNNING));
        assertThat(run.next(every(5), jobs, at("10:01:00")))
                .isEqualTo(new Step(
                        Optional.empty(), Set.of(jobs.get(1).name(), jobs.get(2).name())));
    }

    @Test
    void a_job_is_kept_until_its_pods_have_ended() {
        List<Job> jobs =
                List.of(new Job("train-1", State.FAILED, at("09:01:00"), false), job("09:02:00", State.FAILED));
        assertThat(run.next(every(5), jobs, at("10:01:00"))).isEqualTo(NOTHING);
    }

    @Test
    void two_times_of_one_minute_share_a_job() {
        ScheduledJob often = cronJob("@every 20s", ConcurrencyPolicy.ALLOW, Optional.empty(), false, "UTC");
        assertThat(run.next(often, List.of(), at("10:00:20"))).isEqualTo(create("10:00:20"));
        List<Job> running = List.of(job("10:00:00", State.RUNNING));
        assertThat(run.next(often, running, at("10:00:40"))).isEqualTo(NOTHING);
        List<Job> over = List.of(job("10:00:00", State.COMPLETE));
        assertThat(run.next(often, over, at("10:00:45"))).isEqualTo(NOTHING);
        assertThat(run.next(often, over, at("10:01:00"))).isEqualTo(create("10:01:00"));
    }

    @Test
    void a_day_that_never_comes_makes_nothing() {
        ScheduledJob never = cronJob("0 0 30 2 *", ConcurrencyPolicy.ALLOW, Optional.empty(), false, "UTC");
        assertThat(run.next(never, List.of(), at("10:00:01"))).isEqualTo(NOTHING);
        assertThat(run.next(never, List.of(), CREATED.plus(Duration.ofDays(4000))))
                .isEqualTo(NOTHING);
    }
}
