package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.JobStatus.State;
import academy.ascent.sandbox.admission.ConcurrencyPolicy;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.ScheduledJob;
import academy.ascent.sandbox.cron.CronSchedule;
import academy.ascent.sandbox.local.CronRun.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A CronJob over some hours, looked at every now and then, whose Jobs take their time and end either way. */
class CronRunProperties {
    private static final Instant CREATED = Instant.parse("2026-10-24T20:00:00Z");
    private static final Instant END = CREATED.plus(Duration.ofHours(8));
    private static final int LONGEST_LOOK = 50; // seconds, less than the minute between two times

    private static ScheduledJob cronJob(String schedule, ConcurrencyPolicy concurrency, int kept) {
        try {
            return new ScheduledJob(
                    "train",
                    CronSchedule.parse(schedule),
                    ZoneId.of("Europe/Berlin"),
                    Optional.empty(),
                    concurrency,
                    false,
                    kept,
                    kept,
                    new JobWorkload(
                            "train",
                            Optional.empty(),
                            OptionalInt.of(1),
                            1,
                            6,
                            Optional.empty(),
                            GivenTemplate.of(Map.of(), RestartPolicy.NEVER)));
        } catch (CronSchedule.Malformed malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Property(tries = 200)
    void every_time_has_its_job_and_the_limits_hold(
            @ForAll("schedules") String schedule,
            @ForAll ConcurrencyPolicy concurrency,
            @ForAll @IntRange(max = 3) int kept,
            @ForAll long seed) {
        ScheduledJob cronJob = cronJob(schedule, concurrency, kept);
        CronRun run = new CronRun(CREATED);
        Random random = new Random(seed);
        Map<String, Job> jobs = new TreeMap<>();
        List<Instant> made = new ArrayList<>();
        for (Instant now = CREATED; !now.isAfter(END); now = now.plusSeconds(1 + random.nextInt(LONGEST_LOOK))) {
            jobs.replaceAll((_, job) -> aged(job, random));
            CronRun.Step step = run.next(cronJob, List.copyOf(jobs.values()), now);
            jobs.keySet().removeAll(step.delete());
            step.create().ifPresent(due -> {
                String name = cronJob.jobAt(due).name();
                assertThat(jobs.put(name, new Job(name, State.RUNNING, due, true)))
                        .isNull();
                made.add(due);
            });
            assertThat(count(jobs, State.COMPLETE)).isLessThanOrEqualTo(kept);
            assertThat(count(jobs, State.FAILED)).isLessThanOrEqualTo(kept);
            if (concurrency != ConcurrencyPolicy.ALLOW) {
                assertThat(count(jobs, State.RUNNING)).isLessThanOrEqualTo(1);
            }
        }
        List<Instant> due = due(cronJob);
        assertThat(made).doesNotHaveDuplicates().isSorted();
        if (concurrency == ConcurrencyPolicy.FORBID) {
            assertThat(due).containsAll(made);
        } else {
            assertThat(made).isIn(due, due.subList(0, Math.max(0, due.size() - 1)));
        }
    }

    private static Job aged(Job job, Random random) {
        if (job.state() != State.RUNNING || random.nextInt(10) > 0) {
            return job;
        }
        return new Job(job.name(), random.nextBoolean() ? State.COMPLETE : State.FAILED, job.started(), true);
    }

    private static long count(Map<String, Job> jobs, State state) {
        return jobs.values().stream().filter(job -> job.state() == state).count();
    }

    /** All times up to the end. */
    private static List<Instant> due(ScheduledJob cronJob) {
        List<Instant> due = new ArrayList<>();
        Optional<Instant> next = cronJob.schedule().next(CREATED, cronJob.zone());
        while (next.isPresent() && !next.get().isAfter(END)) {
            due.add(next.get());
            next = cronJob.schedule().next(next.get(), cronJob.zone());
        }
        return due;
    }

    @Provide
    Arbitrary<String> schedules() {
        return Arbitraries.of(
                "* * * * *",
                "*/7 * * * *",
                "0,1 * * * *",
                "30 2 * * *",
                "5-9 */2 * * *",
                "@hourly",
                "@every 61s",
                "@every 25m",
                "0 0 30 2 *");
    }
}
