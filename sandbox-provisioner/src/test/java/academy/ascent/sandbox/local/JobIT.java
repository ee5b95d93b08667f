package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class JobIT extends BriskSandbox {
    JobIT() {
        super(Duration.ofMillis(200));
    }

    private static List<ManifestFile> job(String restart, String script, String spec) {
        return List.of(new ManifestFile("k8s/job.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: train}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: %s
                      terminationGracePeriodSeconds: 1
                      containers:
                        - {name: main, image: 'test/shell:1', args: ['%s'], resources: {limits: {cpu: 500m, memory: 64Mi}}}
                """.formatted(spec, restart, script)));
    }

    private JobStatus status() {
        assertThat(sandbox.jobs()).hasSize(1);
        return sandbox.jobs().getFirst();
    }

    private void untilOver() {
        until(() -> status().state() != JobStatus.State.RUNNING && status().active() == 0);
    }

    @Test
    void a_job_runs_to_its_end_and_stays_there() {
        admitted(sandbox.apply(job("Never", "echo trained", "completions: 3\n  parallelism: 2")));
        untilOver();
        assertThat(status()).isEqualTo(new JobStatus("train", JobStatus.State.COMPLETE, 0, 3, 0, Optional.empty()));
        until(() -> sandbox.replicas().stream().allMatch(replica -> replica.state() == Replica.State.ENDED));
        assertThat(sandbox.replicas()).hasSize(3).allSatisfy(replica -> {
            assertThat(replica.workload()).isEqualTo("train");
            assertThat(replica.lastExit()).contains("exit code 0");
            assertThat(replica.ready()).isFalse();
            assertThat(sandbox.logs(replica.name(), 10)).containsExactly("trained");
        });
        admitted(sandbox.apply(job("Never", "echo trained", "completions: 3\n  parallelism: 3")));
        assertThat(sandbox.replicas()).hasSize(3);
        assertThat(sandbox.rollouts()).isEmpty();
    }

    @Test
    void a_job_that_fails_in_fresh_pods_is_given_up() {
        admitted(sandbox.apply(job("Never", "echo no data; exit 3", "backoffLimit: 1")));
        untilOver();
        assertThat(status())
                .isEqualTo(new JobStatus(
                        "train",
                        JobStatus.State.FAILED,
                        0,
                        0,
                        2,
                        Optional.of("BackoffLimitExceeded: Job has reached the specified backoff limit")));
        assertThat(sandbox.replicas())
                .hasSize(2)
                .allSatisfy(replica -> assertThat(replica.lastExit()).contains("exit code 3"));
    }

    @Test
    void a_container_that_fails_is_started_again_in_its_pod_until_it_succeeds() {
        admitted(sandbox.apply(job("OnFailure", "exec sleep 1000", "backoffLimit: 5")));
        for (int restarts = 0; restarts < 2; restarts++) {
            int before = restarts;
            until(() -> !sandbox.replicas().isEmpty()
                    && only(sandbox).ready()
                    && only(sandbox).restarts() == before);
            sandbox.kill(only(sandbox).name());
        }
        until(() -> only(sandbox).restarts() == 2 && only(sandbox).ready());
        assertThat(only(sandbox).lastExit()).contains("killed by signal 9");
        assertThat(status().state()).isEqualTo(JobStatus.State.RUNNING);
        assertThat(status().failed()).isZero();
    }

    @Test
    void a_job_that_takes_too_long_is_ended() {
        admitted(sandbox.apply(job("Never", "exec sleep 1000", "activeDeadlineSeconds: 1")));
        untilOver();
        assertThat(status().failure()).contains("DeadlineExceeded: Job was active longer than specified deadline");
        until(() -> only(sandbox).state() == Replica.State.ENDED);
    }

    @Test
    void the_quota_counts_a_jobs_pods_until_it_is_over() throws IOException {
        admitted(sandbox.apply(
                job("Never", "until [ -e /tmp/go ]; do sleep 0.1; done", "completions: 8\n  parallelism: 8")));
        assertThat(sandbox.apply(app("web", 1, "sleep 1000", "")).toString()).contains("used: limits.cpu=4");
        sandbox.close();
        sandbox = given.open();
        admitted(sandbox.apply(job("Never", "true", "completions: 8\n  parallelism: 8")));
        untilOver();
        until(() -> sandbox.replicas().stream().allMatch(replica -> replica.state() == Replica.State.ENDED));
        admitted(sandbox.apply(app("web", 8, "sleep 1000", "")));
    }
}
