package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.local.JobRun.Phase;
import academy.ascent.sandbox.local.JobRun.Pod;
import academy.ascent.sandbox.local.JobRun.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobRunTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final JobRun run = new JobRun(Duration.ofSeconds(10), START);

    private static JobWorkload job(OptionalInt completions, int parallelism, int backoffLimit, RestartPolicy restart) {
        return new JobWorkload(
                "train",
                Optional.empty(),
                completions,
                parallelism,
                backoffLimit,
                Optional.of(Duration.ofHours(1)),
                GivenTemplate.of(Map.of(), restart));
    }

    private static JobWorkload job(int completions, int parallelism, int backoffLimit) {
        return job(OptionalInt.of(completions), parallelism, backoffLimit, RestartPolicy.NEVER);
    }

    private static Pod pod(int number, Phase phase, int second) {
        return new Pod(number, phase, at(second), 0);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private JobStatus.State state(Pod... pods) {
        return run.status("train", List.of(pods)).state();
    }

    @Test
    void no_more_pods_run_than_may_and_are_still_needed() {
        JobWorkload job = job(3, 2, 6);
        assertThat(run.next(job, List.of(), at(0))).isEqualTo(new Step(2, List.of()));
        List<Pod> half = List.of(pod(1, Phase.SUCCEEDED, 1), pod(2, Phase.ACTIVE, 0));
        assertThat(run.next(job, half, at(2))).isEqualTo(new Step(1, List.of()));
        List<Pod> most = List.of(pod(1, Phase.SUCCEEDED, 1), pod(2, Phase.SUCCEEDED, 3), pod(3, Phase.ACTIVE, 2));
        assertThat(run.next(job, most, at(4))).isEqualTo(new Step(0, List.of()));
        List<Pod> all = List.of(pod(3, Phase.SUCCEEDED, 5));
        assertThat(run.next(job, all, at(6))).isEqualTo(new Step(0, List.of()));
        assertThat(run.status("train", all))
                .isEqualTo(new JobStatus("train", JobStatus.State.COMPLETE, 0, 3, 0, Optional.empty()));
    }

    @Test
    void without_completions_one_success_is_enough_once_the_others_have_ended() {
        JobWorkload job = job(OptionalInt.empty(), 3, 6, RestartPolicy.NEVER);
        assertThat(run.next(job, List.of(), at(0)).create()).isEqualTo(3);
        Pod[] working = {pod(1, Phase.SUCCEEDED, 1), pod(2, Phase.ACTIVE, 0), pod(3, Phase.ACTIVE, 0)};
        assertThat(run.next(job, List.of(working), at(2))).isEqualTo(new Step(0, List.of()));
        assertThat(state(working)).isEqualTo(JobStatus.State.RUNNING);
        run.next(job, List.of(pod(2, Phase.FAILED, 3), pod(3, Phase.SUCCEEDED, 3)), at(4));
        assertThat(state()).isEqualTo(JobStatus.State.COMPLETE);
    }

    @Test
    void a_failed_pod_is_followed_by_another_after_a_wait_that_doubles_until_one_succeeds() {
        JobWorkload job = job(2, 1, 6);
        List<Pod> once = List.of(pod(1, Phase.FAILED, 0));
        assertThat(run.next(job, once, at(9)).create()).isZero();
        assertThat(run.next(job, once, at(10)).create()).isEqualTo(1);
        List<Pod> twice = List.of(pod(1, Phase.FAILED, 0), pod(2, Phase.FAILED, 12));
        assertThat(run.next(job, twice, at(31)).create()).isZero();
        assertThat(run.next(job, twice, at(32)).create()).isEqualTo(1);
        List<Pod> well = List.of(pod(3, Phase.SUCCEEDED, 33));
        assertThat(run.next(job, well, at(33)).create()).isEqualTo(1);
    }

    @Test
    void one_failure_beyond_the_limit_ends_the_job_and_what_still_runs() {
        JobWorkload job = job(9, 2, 1);
        run.next(job, List.of(pod(1, Phase.FAILED, 1)), at(1));
        assertThat(state()).isEqualTo(JobStatus.State.RUNNING);
        Step last = run.next(
                job, List.of(pod(1, Phase.FAILED, 1), pod(2, Phase.FAILED, 2), pod(3, Phase.ACTIVE, 0)), at(100));
        assertThat(last).isEqualTo(new Step(0, List.of(3)));
        assertThat(run.status("train", List.of()).failure())
                .contains("BackoffLimitExceeded: Job has reached the specified backoff limit");
        run.next(job, List.of(pod(3, Phase.FAILED, 101)), at(102));
        assertThat(run.status("train", List.of()).failed()).isEqualTo(3);
        assertThat(run.isOver()).isTrue();
    }

    @Test
    void restarts_within_a_pod_count_as_failures_where_containers_are_restarted() {
        List<Pod> restarted = List.of(new Pod(1, Phase.ACTIVE, START, 2));
        run.next(job(OptionalInt.of(1), 1, 2, RestartPolicy.NEVER), restarted, at(1));
        assertThat(state()).isEqualTo(JobStatus.State.RUNNING);
        run.next(job(OptionalInt.of(1), 1, 3, RestartPolicy.ON_FAILURE), restarted, at(1));
        assertThat(state()).isEqualTo(JobStatus.State.RUNNING);
        run.next(job(OptionalInt.of(1), 1, 2, RestartPolicy.ON_FAILURE), restarted, at(1));
        assertThat(state()).isEqualTo(JobStatus.State.FAILED);
    }

    @Test
    void the_deadline_ends_the_job() {
        JobWorkload job = job(1, 1, 6);
        List<Pod> slow = List.of(pod(1, Phase.ACTIVE, 0));
        assertThat(run.next(job, slow, at(3599)).delete()).isEmpty();
        assertThat(run.next(job, slow, at(3600)).delete()).containsExactly(1);
        assertThat(run.status("train", slow).failure())
                .contains("DeadlineExceeded: Job was active longer than specified deadline");
    }

    @Test
    void pods_that_less_parallelism_leaves_over_have_not_failed() {
        List<Pod> three = List.of(pod(1, Phase.ACTIVE, 0), pod(2, Phase.ACTIVE, 0), pod(3, Phase.ACTIVE, 0));
        assertThat(run.next(job(5, 1, 0), three, at(1)).delete()).containsExactly(2, 3);
        List<Pod> after = List.of(pod(1, Phase.ACTIVE, 0), pod(2, Phase.FAILED, 1), pod(3, Phase.FAILED, 1));
        assertThat(run.next(job(5, 1, 0), after, at(2))).isEqualTo(new Step(0, List.of()));
        assertThat(run.status("train", after))
                .isEqualTo(new JobStatus("train", JobStatus.State.RUNNING, 1, 0, 0, Optional.empty()));
    }
}
