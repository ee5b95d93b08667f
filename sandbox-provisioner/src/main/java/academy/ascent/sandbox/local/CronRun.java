package academy.ascent.sandbox.local;

import academy.ascent.sandbox.JobStatus.State;
import academy.ascent.sandbox.admission.ConcurrencyPolicy;
import academy.ascent.sandbox.admission.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the CronJob controller would do next for one CronJob; it remembers of which time it made a Job last. */
final class CronRun {
    private Instant last;
    private @Nullable ScheduledJob quiet;
    private Instant quietUntil = Instant.MIN;

    /**
     * @param created since when the schedule holds
     */
    CronRun(Instant created) {
        this.last = created.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * A Job that the CronJob made.
     *
     * @param ended whether none of its pods is left that has not ended
     */
    record Job(String name, State state, Instant started, boolean ended) {}

    /**
     * @param create the time at which the schedule was due and of which to make a Job
     * @param delete the names of the Jobs to delete with their pods
     */
    record Step(Optional<Instant> create, Set<String> delete) {}

    Step next(ScheduledJob cronJob, List<Job> jobs, Instant now) {
        Set<String> delete = new HashSet<>();
        surplus(jobs, State.COMPLETE, cronJob.successfulJobsHistoryLimit()).forEach(delete::add);
        surplus(jobs, State.FAILED, cronJob.failedJobsHistoryLimit()).forEach(delete::add);
        Optional<Instant> due = cronJob.suspended() ? Optional.empty() : due(cronJob, now);
        if (due.isEmpty() || isTaken(cronJob, due.get(), jobs)) {
            return new Step(Optional.empty(), delete);
        }
        List<Job> active =
                jobs.stream().filter(job -> job.state() == State.RUNNING).toList();
        if (cronJob.concurrency() == ConcurrencyPolicy.FORBID && !active.isEmpty()) {
            return new Step(Optional.empty(), delete);
        }
        if (cronJob.concurrency() == ConcurrencyPolicy.REPLACE) {
            active.forEach(job -> delete.add(job.name()));
        }
        last = due.get();
        return new Step(due, delete);
    }

    private static Stream<String> surplus(List<Job> jobs, State state, int kept) {
        List<Job> over = jobs.stream()
                .filter(job -> job.state() == state)
                .sorted(Comparator.comparing(Job::started).thenComparing(Job::name))
                .toList();
        return over.stream()
                .limit(Math.max(0, over.size() - kept))
                .filter(Job::ended)
                .map(Job::name);
    }

    /** Whether there is a Job of this minute; one that is over is not made again, one that runs is waited for. */
    private boolean isTaken(ScheduledJob cronJob, Instant due, List<Job> jobs) {
        String name = cronJob.jobAt(due).name();
        Optional<Job> there =
                jobs.stream().filter(job -> job.name().equals(name)).findFirst();
        if (there.isPresent() && there.get().state() != State.RUNNING) {
            last = due;
        }
        return there.isPresent();
    }

    /** The latest time at which a Job should have been made; earlier ones that were missed are not made up for. */
    private Optional<Instant> due(ScheduledJob cronJob, Instant now) {
        if (cronJob.equals(quiet) && now.isBefore(quietUntil)) {
            return Optional.empty();
        }
        Instant from = cronJob.startingDeadline()
                .map(now::minus)
                .filter(last::isBefore)
                .orElse(last);
        Optional<Instant> first = next(cronJob, from);
        if (first.isEmpty() || now.isBefore(first.get())) {
            quiet = cronJob;
            quietUntil = first.orElse(Instant.MAX);
            return Optional.empty();
        }
        return next(cronJob, first.get())
                .flatMap(second -> now.isBefore(second) ? first : latest(cronJob, first.get(), second, now));
    }

    /**
     * Reckons as the controller does: it takes the time between the first two for the time between all, so that of an
     * uneven schedule nothing may be left.
     */
    private static Optional<Instant> latest(ScheduledJob cronJob, Instant first, Instant second, Instant now) {
        long between = Duration.between(first, second).toSeconds();
        long missed = Duration.between(first, now).toSeconds() / between + 1;
        Optional<Instant> latest = Optional.empty();
        Optional<Instant> next = next(cronJob, first.plusSeconds((missed - 2) * between));
        while (next.isPresent() && !next.get().isAfter(now)) {
            latest = next;
            next = next(cronJob, next.get());
        }
        return latest;
    }

    private static Optional<Instant> next(ScheduledJob cronJob, Instant after) {
        return cronJob.schedule().next(after, cronJob.zone());
    }
}
