package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UptimeCheckTest {
    private static final String ANSWER = "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}";

    @TempDir
    Path root;

    @Test
    void a_service_that_breaks_down_under_load_alone_fails_and_breaks_nothing() throws IOException {
        Finding finding = found("{kill: one-replica}", server -> new BrokenDown());
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("no replica was ready for 1 s");
    }

    @Test
    void a_fault_that_cannot_be_made_on_this_machine_decides_nothing_and_is_told() throws IOException {
        Finding finding = found("{memory-pressure: {of: 64Mi, for: 3s}}", WithoutControlGroups::new);
        assertThat(finding.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(finding.title()).startsWith("cannot run here");
        assertThat(finding.explanation()).startsWith("There are no control groups. Nothing is held against");
    }

    private Finding found(String fault, Function<TableServer, Sandbox> places) throws IOException {
        Lab lab = GivenCases.lab(
                root,
                "{id: uptime, check: uptime, points: 1, with: {rate: 20/s, faults: [" + fault
                        + "], episodes: 5, availability: 90%}}");
        try (TableServer server = TableServer.tcp(i -> new TableServer.Reply(Duration.ZERO, 200, ANSWER))) {
            CaseBook cases = GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(server.endpoint()));
            Sandbox place = places.apply(server);
            Stage stage = new Stage(
                    lab,
                    new Submission(new Workspace(root), Optional.of(place), Manifests.NONE, List.of()),
                    (purpose, workspace) -> place,
                    () -> Optional.of(cases),
                    Optional.empty(),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new UptimeCheck(Duration.ofSeconds(1)).run(lab.grading().getLast(), stage);
        }
    }

    /** A sandbox whose only replica was ended by the load. */
    private static final class BrokenDown extends IdleSandbox {
        BrokenDown() {
            super(new SandboxName("broken-down"));
        }

        @Override
        public List<Replica> replicas() {
            return List.of(new Replica(
                    "wine-1",
                    "wine",
                    Replica.State.BACKING_OFF,
                    false,
                    3,
                    Instant.EPOCH,
                    Optional.of("out of memory")));
        }
    }

    /** A sandbox whose machine limits nobody's memory. */
    private static final class WithoutControlGroups extends ServingSandbox {
        WithoutControlGroups(TableServer server) {
            super(server);
        }

        @Override
        public List<Replica> replicas() {
            return List.of(new Replica(
                    server.endpoint().replica(),
                    "wine",
                    Replica.State.RUNNING,
                    true,
                    0,
                    Instant.EPOCH,
                    Optional.empty()));
        }

        @Override
        public void press(String replica, long bytes, Duration time) {
            throw new SandboxException(SandboxException.Code.UNAVAILABLE, "There are no control groups");
        }
    }
}
