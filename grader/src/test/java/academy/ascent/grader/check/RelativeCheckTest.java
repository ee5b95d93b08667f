package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.sandbox.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole check on servers that answer after a known time. */
class RelativeCheckTest {
    private static final Reply WRONG = new Reply(Duration.ZERO, 200, says("0.75"));

    @TempDir
    Path root;

    @Test
    void a_service_as_fast_as_the_reference_does_not_fail() throws IOException {
        Finding finding = run(after(20), after(20));
        // On a host that is not clean nothing counts, so only what was measured is the same anywhere.
        assertThat(finding.outcome()).isNotEqualTo(Outcome.FAILED);
        assertThat(measured(finding, "p90")).isGreaterThan(19);
        assertThat(measured(finding, "p90 of the reference")).isGreaterThan(19);
        assertThat(finding.evidence()).hasSize(3);
        assertThat(finding.measurements())
                .extracting(Measurement::name)
                .containsAll(new RelativeCheck()
                        .margins(givenLab().grading().getLast().with())
                        .keySet());
    }

    @Test
    void wrong_answers_count_as_the_slowest() throws IOException {
        Finding finding = run(WRONG, after(20));
        assertThat(finding.outcome()).isNotEqualTo(Outcome.PASSED);
        assertThat(measured(finding, "p50")).isCloseTo(2000, within(1e-6));
        assertThat(finding.title()).contains("times the reference's, target 1.80");
        assertThat(finding.explanation()).contains("00 were not answered rightly; each counts as 2,000 ms.");
    }

    @Test
    void a_reference_without_right_answers_is_the_labs_fault_or_the_hosts() throws IOException {
        try {
            assertThat(run(after(0), WRONG).outcome()).isEqualTo(Outcome.UNDECIDED);
        } catch (LabException blamed) {
            assertThat(blamed).hasMessageMatching("(?s).*did not answer \\d+ of 100 requests rightly.*");
        }
    }

    private static double measured(Finding finding, String name) {
        return finding.measurements().stream()
                .filter(measurement -> measurement.name().equals(name))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElseThrow();
    }

    private Finding run(Reply reply, Reply referenceReply) throws IOException {
        Lab lab = givenLab();
        try (TableServer cased = TableServer.tcp(i -> after(0));
                TableServer submission = TableServer.tcp(i -> reply);
                TableServer reference = TableServer.tcp(i -> referenceReply)) {
            CaseBook cases = GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(cased.endpoint()));
            Stage stage = new Stage(
                    lab,
                    new Submission(
                            new Workspace(root), Optional.of(new Serving(submission)), Manifests.NONE, List.of()),
                    (purpose, files) -> {
                        throw new IllegalStateException("nothing is deployed beside");
                    },
                    () -> Optional.of(cases),
                    Optional.of(new Serving(reference)),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new RelativeCheck().run(lab.grading().getLast(), stage);
        }
    }

    private Lab givenLab() throws IOException {
        Path folder = Files.createDirectories(root.resolve("l3-test"));
        Files.writeString(folder.resolve("cases.csv"), "a,b\n1,3\n2,5\n3,9\n4,1\n8,7\n");
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l3-test
                title: A lab
                summary: One line.
                level: 3
                module: 04-cost
                minutes: 40
                sandbox: cpu-small
                points: 2
                pass: 2
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 7, data: cases.csv, columns: [a, b], output: p, tolerance: 0.1}}
                  - {id: pace, check: relative, points: 1, with: {rate: 100/s, for: 4s, warm-up: 2s, p50: 1.8x, p90: 1.8x}}
                """);
        return Labs.read(folder);
    }

    private static Reply after(int millis) {
        return new Reply(Duration.ofMillis(millis), 200, says("0.25"));
    }

    private static String says(String number) {
        return "{\"outputs\":[{\"name\":\"p\",\"data\":[" + number + "]}]}";
    }

    private static final class Serving extends ServingSandbox {
        Serving(TableServer server) {
            super(server);
        }

        @Override
        public Usage usage() {
            return new Usage(Duration.ZERO, 0, Duration.ZERO, "none", true);
        }
    }
}
