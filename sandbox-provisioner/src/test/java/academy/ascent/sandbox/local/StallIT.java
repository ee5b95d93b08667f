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
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Replicas whose processes are stopped for a while. */
@Isolated
class StallIT {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String LIVE = "livenessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 1}";

    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open();
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void a_stalled_replica_answers_nothing_until_it_goes_on_by_itself() throws Exception {
        Endpoint endpoint = served("");
        long began = System.nanoTime();
        sandbox.stall("web-1", Duration.ofSeconds(2));
        // A signal counts once its process has been scheduled.
        until(() -> Set.copyOf(states()).equals(Set.of("T")));
        assertThat(get(endpoint)).endsWith("ok");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
        assertThat(states()).doesNotContain("T");
        assertThat(only(sandbox).restarts()).isZero();
    }

    @Test
    void a_readiness_probe_takes_it_out_of_its_service_until_it_goes_on() {
        served("readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 1}");
        sandbox.stall("web-1", Duration.ofSeconds(4));
        until(Duration.ofSeconds(3), () -> sandbox.readyEndpoints("web").isEmpty());
        ready(sandbox, "web", 1);
        assertThat(only(sandbox).restarts()).isZero();
    }

    @Test
    void a_liveness_probe_has_it_started_again_although_it_hears_no_signal() {
        served(LIVE);
        sandbox.stall("web-1", LONG);
        until(() -> only(sandbox).restarts() == 1);
        assertThat(only(sandbox).lastExit().orElseThrow()).startsWith("liveness probe failed");
    }

    @Test
    void a_stalled_replica_can_be_killed_and_its_successor_runs() throws Exception {
        served("");
        sandbox.stall("web-1", Duration.ofSeconds(3));
        sandbox.kill("web-1");
        until(() -> only(sandbox).restarts() == 1);
        until(() -> !states().isEmpty());
        assertThat(states()).doesNotContain("T");
        Thread.sleep(3000);
        assertThat(get(ready(sandbox, "web", 1).getFirst())).endsWith("ok");
    }

    @Test
    void closing_does_not_wait_for_a_stalled_replica() {
        served("");
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        sandbox.stall("web-1", LONG);
        long began = System.nanoTime();
        sandbox.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void what_cannot_be_stalled_is_told() {
        served("");
        assertThatThrownBy(() -> sandbox.stall("web-1", Duration.ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandbox.stall("web-9", LONG))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("not found");
    }

    private Endpoint served(String probe) {
        admitted(sandbox.apply(app("web", 1, "sleep 1000 & " + SERVE, probe)));
        Endpoint endpoint = ready(sandbox, "web", 1).getFirst();
        until(() -> answers(endpoint));
        return endpoint;
    }

    private static boolean answers(Endpoint endpoint) {
        try {
            return get(endpoint).endsWith("ok");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The states of the container's processes, as /proc tells them; T is a stopped one. */
    private List<String> states() {
        return ((LocalSandbox) sandbox)
                .processes()
                .filter(StallIT::isInside)
                .flatMap(process -> ProcFs.read(Path.of("/proc/" + process + "/stat")).stream())
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0])
                .toList();
    }

    /** Whether it is in another process namespace than we are, at its second level. */
    private static boolean isInside(long pid) {
        return ProcFs.read(Path.of("/proc/" + pid + "/status")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("NSpid:"))
                .anyMatch(line -> line.split("\\s+").length > 2);
    }
}
