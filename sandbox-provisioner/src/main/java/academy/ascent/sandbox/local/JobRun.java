package academy.ascent.sandbox.local;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Job controller would do next for one Job; it remembers which pods have ended and how. */
final class JobRun {
    private final Duration firstBackOff;
    private final Instant started;
    private final Set<Integer> counted = new HashSet<>();
    private int succeeded;
    private int failed;
    private int failuresInARow;
    private Instant lastFailure = Instant.MIN;
    private JobStatus.State state = JobStatus.State.RUNNING;
    private @Nullable String failure;

    /**
     * @param firstBackOff the wait after a failed pod; each further failure in a row doubles it
     */
    JobRun(Duration firstBackOff, Instant started) {
        this.firstBackOff = firstBackOff;
        this.started = started;
    }

    /**
     * A pod of the Job.
     *
     * @param number counts pods of the sandbox in the order of their creation
     * @param changed when it ended or was told to
     * @param restarts how often its container was started again
     */
    record Pod(int number, Phase phase, Instant changed, int restarts) {}

    /** What a pod is doing; one that was told to end has failed. */
    enum Phase {
        ACTIVE,
        SUCCEEDED,
        FAILED
    }

    /**
     * @param create how many pods to create
     * @param delete the numbers of the pods to end
     */
    record Step(int create, List<Integer> delete) {}

    Step next(JobWorkload job, List<Pod> pods, Instant now) {
        count(pods);
        List<Pod> active =
                pods.stream().filter(pod -> pod.phase() == Phase.ACTIVE).toList();
        if (state == JobStatus.State.RUNNING) {
            decide(job, active, now);
        }
        if (state != JobStatus.State.RUNNING) {
            return new Step(0, numbers(active));
        }
        int wanted = wanted(job, active.size());
        if (active.size() > wanted) {
            List<Integer> surplus = numbers(active.subList(wanted, active.size()));
            counted.addAll(surplus); // What we end ourselves has not failed.
            return new Step(0, surplus);
        }
        return new Step(now.isBefore(resumes()) ? 0 : wanted - active.size(), List.of());
    }

    private void count(List<Pod> pods) {
        pods.stream()
                .filter(pod -> pod.phase() != Phase.ACTIVE && counted.add(pod.number()))
                .sorted(Comparator.comparing(Pod::changed))
                .forEach(this::count);
    }

    private void count(Pod ended) {
        if (ended.phase() == Phase.SUCCEEDED) {
            succeeded++;
            failuresInARow = 0;
            return;
        }
        failed++;
        failuresInARow++;
        lastFailure = ended.changed();
    }

    private void decide(JobWorkload job, List<Pod> active, Instant now) {
        if (failed > job.backoffLimit() || restartedTooOften(job, active)) {
            fail("BackoffLimitExceeded: Job has reached the specified backoff limit");
        } else if (job.activeDeadline()
                .filter(deadline -> !now.isBefore(started.plus(deadline)))
                .isPresent()) {
            fail("DeadlineExceeded: Job was active longer than specified deadline");
        } else if (job.completions().isPresent()
                ? succeeded >= job.completions().getAsInt()
                : succeeded > 0 && active.isEmpty()) {
            state = JobStatus.State.COMPLETE;
        }
    }

    private void fail(String why) {
        state = JobStatus.State.FAILED;
        failure = why;
    }

    /** Containers that are started again in their pods count too. */
    private static boolean restartedTooOften(JobWorkload job, List<Pod> active) {
        int restarts = active.stream().mapToInt(Pod::restarts).sum();
        return job.template().restart() == RestartPolicy.ON_FAILURE && restarts > 0 && restarts >= job.backoffLimit();
    }

    private int wanted(JobWorkload job, int active) {
        if (job.completions().isPresent()) {
            return Math.clamp(job.completions().getAsInt() - succeeded, 0, job.parallelism());
        }
        return succeeded > 0 ? active : job.parallelism();
    }

    /** When a failed pod may be followed by another. */
    private Instant resumes() {
        if (failuresInARow == 0) {
            return Instant.MIN;
        }
        Duration wait = firstBackOff.multipliedBy(1L << Math.min(failuresInARow - 1, 20));
        Duration longest = firstBackOff.multipliedBy(60);
        return lastFailure.plus(wait.compareTo(longest) < 0 ? wait : longest);
    }

    private static List<Integer> numbers(List<Pod> pods) {
        return pods.stream().map(Pod::number).toList();
    }

    JobStatus.State state() {
        return state;
    }

    Instant started() {
        return started;
    }

    boolean isOver() {
        return state != JobStatus.State.RUNNING;
    }

    JobStatus status(String name, List<Pod> pods) {
        int active =
                (int) pods.stream().filter(pod -> pod.phase() == Phase.ACTIVE).count();
        return new JobStatus(name, state, active, succeeded, failed, Optional.ofNullable(failure));
    }
}
