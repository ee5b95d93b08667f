package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.JobStatus.State;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The clock of the schedules stands still until a test sets it. */
@Execution(ExecutionMode.CONCURRENT)
class CronJobIT extends BriskSandbox {
    private final AtomicReference<Instant> now = new AtomicReference<>(at("10:00:00"));

    CronJobIT() {
        super(Duration.ofMillis(200));
    }

    @Override
    InstantSource clock() {
        return now::get;
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }

    private static String job(String due) {
        return "train-" + at(due).getEpochSecond() / 60;
    }

    private static List<ManifestFile> cronJob(String script, String spec) {
        return List.of(new ManifestFile("k8s/cronjob.yaml", """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: train}
                spec:
                  schedule: '*/5 * * * *'
                  %s
                  jobTemplate:
                    spec:
                      backoffLimit: 0
                      template:
                        spec:
                          restartPolicy: Never
                          terminationGracePeriodSeconds: 1
                          containers:
                            - {name: main, image: 'test/shell:1', args: ['%s'], resources: {limits: {cpu: 500m, memory: 64Mi}}}
                """.formatted(spec, script)));
    }

    private List<String> jobs(State state) {
        return sandbox.jobs().stream()
                .filter(job -> job.state() == state)
                .map(JobStatus::job)
                .sorted()
                .toList();
    }

    private void untilJobs(State state, String... dues) {
        List<String> names = List.of(dues).stream().map(CronJobIT::job).toList();
        until(() -> jobs(state).equals(names));
    }

    @Test
    void a_job_is_made_whenever_it_is_due_and_the_limits_say_how_many_are_kept() {
        admitted(sandbox.apply(cronJob("echo trained", "successfulJobsHistoryLimit: 2")));
        assertThat(sandbox.jobs()).isEmpty();
        now.set(at("10:05:00"));
        untilJobs(State.COMPLETE, "10:05:00");
        assertThat(only(sandbox).workload()).isEqualTo(job("10:05:00"));
        assertThat(sandbox.logs(only(sandbox).name(), 10)).containsExactly("trained");
        now.set(at("10:10:00"));
        untilJobs(State.COMPLETE, "10:05:00", "10:10:00");
        now.set(at("10:15:00"));
        untilJobs(State.COMPLETE, "10:10:00", "10:15:00");
        until(() -> sandbox.replicas().stream()
                .map(Replica::workload)
                .toList()
                .equals(List.of(job("10:10:00"), job("10:15:00"))));
    }

    @Test
    void a_job_that_fails_is_told_and_the_next_is_made_all_the_same() {
        admitted(sandbox.apply(cronJob("exit 3", "concurrencyPolicy: Forbid")));
        now.set(at("10:05:00"));
        untilJobs(State.FAILED, "10:05:00");
        now.set(at("10:10:00"));
        untilJobs(State.FAILED, "10:10:00");
    }

    @Test
    void a_job_that_is_replaced_is_gone_with_its_pods() {
        admitted(sandbox.apply(cronJob("exec sleep 1000", "concurrencyPolicy: Replace")));
        now.set(at("10:05:00"));
        untilJobs(State.RUNNING, "10:05:00");
        until(() -> only(sandbox).state() == Replica.State.RUNNING);
        now.set(at("10:10:00"));
        untilJobs(State.RUNNING, "10:10:00");
        until(() -> sandbox.replicas().size() == 1 && only(sandbox).workload().equals(job("10:10:00")));
        assertThat(sandbox.jobs()).hasSize(1);
    }

    @Test
    void jobs_that_may_run_at_once_do() {
        admitted(sandbox.apply(cronJob("exec sleep 1000", "concurrencyPolicy: Allow")));
        now.set(at("10:05:00"));
        untilJobs(State.RUNNING, "10:05:00");
        now.set(at("10:10:00"));
        untilJobs(State.RUNNING, "10:05:00", "10:10:00");
        until(() -> sandbox.replicas().stream().filter(Replica::ready).count() == 2);
    }

    @Test
    void a_suspended_cron_job_makes_no_job() throws Exception {
        admitted(sandbox.apply(cronJob("echo trained", "suspend: true")));
        now.set(at("10:07:00"));
        Thread.sleep(500);
        assertThat(sandbox.jobs()).isEmpty();
        admitted(sandbox.apply(cronJob("echo trained", "suspend: false")));
        untilJobs(State.COMPLETE, "10:05:00");
    }

    @Test
    void the_quota_counts_the_pods_of_a_job_once_they_are_made() {
        List<ManifestFile> full = app("web", 8, "exec sleep 1000", "");
        admitted(sandbox.apply(full));
        admitted(sandbox.apply(cronJob("exec sleep 1000", "suspend: false")));
        until(() -> sandbox.replicas().size() == 8);
        now.set(at("10:05:00"));
        untilJobs(State.RUNNING, "10:05:00");
        assertThat(sandbox.jobs().getFirst().active()).isZero();
        admitted(sandbox.apply(full));
        admitted(sandbox.apply(app("web", 7, "exec sleep 1000", "")));
        until(() -> sandbox.jobs().getFirst().active() == 1);
        assertThat(sandbox.apply(full).toString()).contains("used: limits.cpu=4,pods=8");
    }

    @Test
    void a_job_of_another_owner_keeps_its_name() {
        ManifestFile cron = cronJob("echo trained", "suspend: false").getFirst();
        admitted(sandbox.apply(List.of(cron)));
        admitted(sandbox.apply(app(job("10:05:00"), 1, "exec sleep 1000", "")));
        now.set(at("10:05:00"));
        until(() -> !sandbox.replicas().isEmpty() && only(sandbox).ready());
        assertThat(sandbox.jobs()).isEmpty();
        now.set(at("10:10:00"));
        untilJobs(State.COMPLETE, "10:10:00");
    }
}
