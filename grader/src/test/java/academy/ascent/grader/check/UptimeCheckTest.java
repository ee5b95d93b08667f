package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UptimeCheckTest {
    private static final String ANSWER = "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}";

    @TempDir
    Path root;

    @Test
    void a_service_that_breaks_down_under_load_alone_fails_and_breaks_nothing() throws IOException {
        Lab lab = givenLab();
        try (TableServer server = TableServer.tcp(i -> new TableServer.Reply(Duration.ZERO, 200, ANSWER))) {
            CaseBook cases = CaseBook.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(server.endpoint()));
            Stage stage = new Stage(
                    lab,
                    new Submission(new Workspace(root), Optional.of(new BrokenDown()), Manifests.NONE, List.of()),
                    (purpose, workspace) -> new BrokenDown(),
                    () -> Optional.of(cases),
                    Optional.empty(),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            CheckSpec uptime = lab.grading().getLast();
            Finding finding = new UptimeCheck(Duration.ofSeconds(1)).run(uptime, stage);
            assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(finding.title()).isEqualTo("no replica was ready for 1 s");
        }
    }

    private Lab givenLab() throws IOException {
        Path folder = Files.createDirectories(root.resolve("l1-test"));
        Files.writeString(folder.resolve("cases.csv"), "a\n1\n2\n");
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 01-how
                minutes: 40
                sandbox: cpu-small
                points: 2
                pass: 2
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 2, data: cases.csv, columns: [a], output: p, tolerance: 0.1}}
                  - {id: uptime, check: uptime, points: 1, with: {rate: 20/s, faults: [{kill: one-replica}], episodes: 5, availability: 90%}}
                """);
        return Labs.read(folder);
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
}
