package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingIT {
    @TempDir
    Path folder;

    @Test
    void a_server_answers_through_its_socket() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder);
                Sandbox sandbox = given.open()) {
            admitted(sandbox.apply(app("web", 2, SERVE, "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}")));
            until(() -> sandbox.readyEndpoints("web").size() == 2);
            assertThat(get(sandbox.readyEndpoints("web").getFirst())).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_killed_replica_is_started_again_under_its_name() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder);
                Sandbox sandbox = given.open()) {
            admitted(sandbox.apply(app("web", 1, SERVE, "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}")));
            until(() -> sandbox.readyEndpoints("web").size() == 1);
            sandbox.kill("web-1");
            // A server that is back at once may never be seen missing.
            until(() -> only(sandbox).restarts() == 1 && only(sandbox).ready());
            until(() -> sandbox.readyEndpoints("web").size() == 1);
            Replica replica = only(sandbox);
            assertThat(replica.restarts()).isEqualTo(1);
            assertThat(replica.lastExit()).contains("killed by signal 9");
            assertThat(get(sandbox.readyEndpoints("web").getFirst())).endsWith("ok");
        }
    }

    @Test
    void who_hurries_has_the_first_replica_before_the_second_begins_whatever_the_period_of_the_probe()
            throws Exception {
        SandboxName name = new SandboxName("hurried");
        try (GivenSandboxes given = GivenSandboxes.on(folder);
                Sandbox sandbox = given.sandboxes()
                        .open(new SandboxRequest(name, GivenSandboxes.SMALL, given.workspace(), true))) {
            admitted(sandbox.apply(
                    app("web", 2, "sleep 1; " + SERVE, "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 60}")));
            until(Duration.ofSeconds(30), () -> sandbox.readyEndpoints("web").size() == 2);
            List<Instant> begun =
                    sandbox.replicas().stream().map(Replica::started).toList();
            assertThat(Duration.between(begun.getFirst(), begun.getLast())).isGreaterThan(Duration.ofSeconds(1));
        }
    }
}
