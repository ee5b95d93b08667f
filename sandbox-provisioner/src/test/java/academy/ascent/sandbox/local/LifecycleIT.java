package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LifecycleIT extends BriskSandbox {
    private static final String READY = "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}";

    LifecycleIT() {
        super(Duration.ofMillis(400));
    }

    @Test
    void a_crash_loop_backs_off_ever_longer_and_never_becomes_ready() {
        long began = System.nanoTime();
        admitted(sandbox.apply(app("broken", 1, "echo no config; exit 3", READY)));
        until(() -> only(sandbox).restarts() == 3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1200));
        until(() -> only(sandbox).state() == Replica.State.BACKING_OFF);
        assertThat(only(sandbox).lastExit()).contains("exit code 3");
        assertThat(only(sandbox).ready()).isFalse();
        assertThat(sandbox.logs("broken-1", 100)).hasSizeGreaterThanOrEqualTo(3).containsOnly("no config");
    }

    @Test
    void a_program_that_is_not_there_is_told() {
        admitted(sandbox.apply(app("missing", 1, "exec /no/such/program", "")));
        until(() -> only(sandbox).lastExit().isPresent());
        assertThat(only(sandbox).lastExit()).contains("exit code 127");
        assertThat(sandbox.logs("missing-1", 10)).anyMatch(line -> line.contains("not found"));
    }

    @Test
    void a_replica_gets_no_request_before_it_is_ready() throws Exception {
        admitted(sandbox.apply(app("slow", 1, "sleep 2; " + SERVE, READY)));
        until(() -> only(sandbox).state() == Replica.State.RUNNING);
        assertThat(sandbox.readyEndpoints("slow")).isEmpty();
        assertThat(get(ready(sandbox, "slow", 1).getFirst())).endsWith("ok");
    }

    @Test
    void a_replica_that_answers_503_leaves_its_service_and_comes_back() {
        String script = "(sleep 2; touch /tmp/unwell; sleep 3; rm /tmp/unwell) & " + SERVE;
        admitted(
                sandbox.apply(app("moody", 1, script, READY.replace("Seconds: 1", "Seconds: 1, failureThreshold: 1"))));
        ready(sandbox, "moody", 1);
        until(() -> sandbox.readyEndpoints("moody").isEmpty());
        assertThat(only(sandbox).restarts()).isZero();
        ready(sandbox, "moody", 1);
    }

    @Test
    void a_failing_liveness_probe_restarts_the_container() {
        String live = "livenessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 2}";
        admitted(sandbox.apply(app("stuck", 1, "(sleep 2; touch /tmp/unwell) & " + SERVE, live)));
        until(() -> only(sandbox).restarts() == 1);
        assertThat(only(sandbox).lastExit()).contains("liveness probe failed: HTTP probe failed with statuscode: 503");
    }

    @Test
    void a_tcp_probe_needs_a_listener() throws Exception {
        String probe = "startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 10}";
        admitted(sandbox.apply(app("late", 1, "sleep 2; " + SERVE, probe)));
        until(() -> !sandbox.replicas().isEmpty());
        Thread.sleep(1000);
        assertThat(only(sandbox).state()).isEqualTo(Replica.State.STARTING);
        ready(sandbox, "late", 1);
        assertThat(only(sandbox).restarts()).isZero();
    }

    @Test
    void a_startup_probe_that_never_succeeds_restarts_the_container() {
        String probe = "startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 2}";
        admitted(sandbox.apply(app("never", 1, "sleep 1000", probe)));
        until(() -> only(sandbox).restarts() == 1);
        assertThat(only(sandbox).lastExit().orElseThrow()).startsWith("startup probe failed: dial tcp 127.0.0.2:8080");
    }

    @Test
    void termination_asks_the_workload_itself_first() {
        String script = "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done";
        admitted(sandbox.apply(app("polite", 1, script, "")));
        until(() -> sandbox.logs("polite-1", 1).contains("up"));
        admitted(sandbox.apply(app("polite", 0, script, "")));
        until(() -> only(sandbox).state() == Replica.State.ENDED);
        assertThat(sandbox.logs("polite-1", 10)).containsExactly("up", "bye");
        assertThat(only(sandbox).lastExit()).contains("exit code 0");
    }

    @Test
    void who_does_not_listen_is_killed_after_the_grace() {
        admitted(sandbox.apply(app("deaf", 1, "trap '' TERM; while :; do sleep 0.1; done", "")));
        until(() -> only(sandbox).ready());
        long began = System.nanoTime();
        admitted(sandbox.apply(app("deaf", 0, "trap '' TERM; while :; do sleep 0.1; done", "")));
        until(() -> only(sandbox).state() == Replica.State.ENDED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        assertThat(only(sandbox).lastExit()).contains("killed by signal 9");
    }

    @Test
    void a_rolling_update_leaves_no_gap() throws Exception {
        String lingering = "trap 'sleep 1; exit 0' TERM; (" + SERVE + ") & wait";
        admitted(sandbox.apply(app("web", 2, lingering, READY + "\nenv: [{name: ANSWER, value: old}]")));
        ready(sandbox, "web", 2);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        Thread client = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                if (answered(sandbox.readyEndpoints("web"), answers.get())) {
                    answers.incrementAndGet();
                } else {
                    failures.incrementAndGet();
                }
            }
        });
        admitted(sandbox.apply(app("web", 2, lingering, READY + "\nenv: [{name: ANSWER, value: new}]")));
        assertThat(sandbox.rollouts())
                .singleElement()
                .satisfies(rollout -> assertThat(rollout.isComplete()).isFalse());
        until(() -> sandbox.rollouts().getFirst().isComplete());
        until(() -> sandbox.replicas().stream()
                        .filter(replica -> replica.state() == Replica.State.ENDED)
                        .count()
                == 2);
        over.set(true);
        client.join();
        assertThat(answers.get()).isGreaterThan(20);
        assertThat(failures.get()).isZero();
        for (Endpoint endpoint : ready(sandbox, "web", 2)) {
            assertThat(get(endpoint)).endsWith("new");
        }
    }

    @Test
    void a_replica_that_crashed_often_is_followed_by_a_fresh_one_once_it_is_deleted() throws Exception {
        admitted(sandbox.apply(app("web", 1, SERVE, "")));
        for (int restarts = 1; restarts <= 3; restarts++) {
            int before = restarts - 1;
            // Both of one moment: of two, the first may still see the container before.
            until(() -> {
                Replica seen = only(sandbox);
                return seen.ready() && seen.restarts() == before;
            });
            sandbox.kill("web-1");
        }
        until(() -> only(sandbox).restarts() == 3);
        sandbox.delete("web-1");
        until(() ->
                sandbox.replicas().size() == 2 && sandbox.replicas().getFirst().state() == Replica.State.ENDED);
        assertThat(get(ready(sandbox, "web", 1).getFirst())).endsWith("ok");
        assertThat(sandbox.replicas().getLast().name()).isEqualTo("web-2");
        assertThat(sandbox.replicas().getLast().restarts()).isZero();
    }

    @Test
    void running_replicas_see_what_is_published() throws IOException {
        String script = "until [ -e /workspace/models/2/model ]; do sleep 0.1; done; cat /workspace/models/2/model;"
                + " echo > /workspace/mine; sleep 1000";
        admitted(sandbox.apply(app("reader", 1, script, "")));
        until(() -> only(sandbox).ready());
        Path release = Files.createDirectories(folder.resolve("release/models/2"));
        Files.writeString(release.resolve("model"), "second\n");
        sandbox.publish(folder.resolve("release"));
        until(() -> sandbox.logs("reader-1", 10).size() == 2);
        assertThat(sandbox.logs("reader-1", 10).getFirst()).isEqualTo("second");
        assertThat(sandbox.logs("reader-1", 10).getLast()).contains("Read-only file system");
    }

    private static boolean answered(List<Endpoint> endpoints, int turn) {
        try {
            return !endpoints.isEmpty()
                    && get(endpoints.get(turn % endpoints.size())).startsWith("HTTP/1.1 200");
        } catch (IOException broken) {
            return false;
        }
    }

    @Test
    void what_is_not_there_is_told() {
        assertThatThrownBy(() -> sandbox.kill("ghost-1"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("pods \"ghost-1\" not found");
        assertThatThrownBy(() -> sandbox.readyEndpoints("ghost"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("services \"ghost\" not found");
    }
}
