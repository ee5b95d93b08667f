package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCheckTest {
    private static final Reply QUARTER =
            new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}");
    private static final Reply BROKEN = new Reply(Duration.ZERO, 500, "{}");

    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path root;

    @Test
    void the_submission_is_asked_while_the_reference_may_still_be_starting() throws IOException {
        Finding finding = found(QUARTER, () -> {
            assertThat(asked).hasValue(2);
            return List.of(new double[] {0.25}, new double[] {0.25});
        });
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void who_answers_something_else_fails() throws IOException {
        Finding finding = found(QUARTER, () -> List.of(new double[] {0.25}, new double[] {0.75}));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("1 of 2 answers wrong");
    }

    @Test
    void a_reference_that_does_not_answer_is_the_labs_fault_even_where_the_submission_does_not_either() {
        assertThatThrownBy(() -> found(BROKEN, () -> {
                    throw new LabException("The reference did not become ready");
                }))
                .isInstanceOf(LabException.class)
                .hasMessage("The reference did not become ready");
    }

    private Finding found(Reply reply, Supplier<List<double[]>> expected) throws IOException {
        Lab lab = givenLab();
        try (TableServer server = TableServer.tcp(i -> {
            asked.incrementAndGet();
            return reply;
        })) {
            CaseBook cases = CaseBook.drawn(lab, lab.grading().getFirst(), 1, expected);
            Stage stage = new Stage(
                    lab,
                    new Submission(new Workspace(root), Optional.of(new Serving(server)), Manifests.NONE, List.of()),
                    (purpose, workspace) -> new Serving(server),
                    () -> Optional.of(cases),
                    Optional.empty(),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new PredictCheck().run(lab.grading().getFirst(), stage);
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
                points: 1
                pass: 1
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 2, data: cases.csv, columns: [a], output: p, tolerance: 0.1}}
                """);
        return Labs.read(folder);
    }

    private static final class Serving extends IdleSandbox {
        private final TableServer server;

        Serving(TableServer server) {
            super(new SandboxName("serving"));
            this.server = server;
        }

        @Override
        public List<Endpoint> readyEndpoints(String service) {
            return List.of(server.endpoint());
        }
    }
}
