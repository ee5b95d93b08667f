package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole check on servers whose CPU time is counted by request. */
class CostCheckTest {
    private static final Reply RIGHT = new Reply(Duration.ZERO, 200, says("0.25"));
    private static final Reply WRONG = new Reply(Duration.ZERO, 200, says("0.75"));

    @TempDir
    Path root;

    @Test
    void a_service_that_works_as_little_as_the_reference_and_reserves_little_passes() throws IOException {
        Finding finding = run(RIGHT, Duration.ofMillis(2), 1, RIGHT);
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(measured(finding, "CPU per prediction")).isCloseTo(1, within(1e-6));
        assertThat(measured(finding, "used CPU")).isCloseTo(0.2, within(1e-6));
        assertThat(measured(finding, "used memory")).isCloseTo(64, within(1e-6));
        assertThat(finding.evidence()).hasSize(3);
        assertThat(finding.measurements())
                .extracting(Measurement::name)
                .containsAll(new CostCheck()
                        .margins(givenLab().grading().getLast().with())
                        .keySet());
    }

    @Test
    void a_service_that_works_twice_as_much_does_not_pass() throws IOException {
        Finding finding = run(RIGHT, Duration.ofMillis(4), 1, RIGHT);
        // On a host that is not clean a failure is spared, so only what was counted is the same anywhere.
        assertThat(finding.outcome()).isNotEqualTo(Outcome.PASSED);
        assertThat(measured(finding, "CPU per prediction")).isCloseTo(2, within(1e-6));
        assertThat(finding.title()).startsWith("2.00 times the reference's CPU, target 1.50");
    }

    @Test
    void reservations_alone_fail_on_any_host_and_are_told_with_their_file() throws IOException {
        Finding finding = run(RIGHT, Duration.ofMillis(2), 40, RIGHT);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).endsWith("USD a million, target 0.5");
        assertThat(finding.explanation())
                .contains("The most is reserved by k8s/a.yaml, Deployment/s: 40 times 0.1 cores and 64 MiB.")
                .contains("More is reserved than is used");
    }

    @Test
    void wrong_answers_end_it_at_once_since_nothing_is_earned() throws IOException {
        Finding finding = run(WRONG, Duration.ofMillis(2), 1, RIGHT);
        assertThat(finding.outcome()).isNotEqualTo(Outcome.PASSED);
        assertThat(finding.title()).isEqualTo("for 1 s nothing was answered rightly within 250 ms");
        assertThat(finding.explanation()).contains("100 were wrong");
    }

    @Test
    void a_reference_that_answers_nothing_is_the_labs_fault() {
        assertThatThrownBy(() -> run(RIGHT, Duration.ofMillis(2), 1, WRONG))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("answered none of 100 requests rightly");
    }

    @Test
    void no_row_is_ever_sent_twice() throws IOException {
        Lab lab = givenLab();
        try (TableServer server = TableServer.tcp(i -> RIGHT)) {
            CaseBook cases = cases(lab, server);
            Set<String> sent = new HashSet<>();
            cases.calls().forEach(call -> sent.add(call.body()));
            for (int i = 0; i < 20; i++) {
                for (Call call : cases.unrepeated(10 * cases.calls().size() - 3)) {
                    assertThat(sent.add(call.body())).isTrue();
                }
            }
        }
    }

    private static double measured(Finding finding, String name) {
        return finding.measurements().stream()
                .filter(measurement -> measurement.name().equals(name))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElseThrow();
    }

    private Finding run(Reply reply, Duration cpu, int replicas, Reply referenceReply) throws IOException {
        Lab lab = givenLab();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        try (TableServer cased = TableServer.tcp(i -> RIGHT);
                TableServer submission = TableServer.tcp(i -> {
                    served.incrementAndGet();
                    return reply;
                });
                TableServer reference = TableServer.tcp(i -> {
                    asked.incrementAndGet();
                    return referenceReply;
                })) {
            CaseBook cases = cases(lab, cased);
            AdmittedContainer container = new AdmittedContainer(
                    "server", "image", true, true, true, true, true, true, 100, 64L << 20, 500, 128L << 20);
            Stage stage = new Stage(
                    lab,
                    new Submission(
                            new Workspace(root),
                            Optional.of(new Counted(submission, served, cpu)),
                            Manifests.NONE,
                            List.of(new AdmittedObject("k8s/a.yaml", "Deployment", "s", replicas, List.of(container)))),
                    (purpose, files) -> {
                        throw new IllegalStateException("nothing is deployed beside");
                    },
                    () -> Optional.of(cases),
                    Optional.of(new Counted(reference, asked, Duration.ofMillis(2))),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new CostCheck().run(lab.grading().getLast(), stage);
        }
    }

    private static CaseBook cases(Lab lab, TableServer server) {
        return GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(server.endpoint()));
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
                  - {id: cost, check: cost, points: 1, with: {rate: 100/s, for: 4s, warm-up: 2s, within: 250ms, prices: {cpu-hour: 0.04, gib-hour: 0.01}, per-million: 0.5, cpu: 1.5x}}
                """);
        return Labs.read(folder);
    }

    private static String says(String number) {
        return "{\"outputs\":[{\"name\":\"p\",\"data\":[" + number + "]}]}";
    }

    /**
     * A sandbox that takes the same CPU time for each request.
     *
     * @param served how many requests there have been
     */
    private static final class Counted extends IdleSandbox {
        private final TableServer server;
        private final AtomicInteger served;
        private final Duration each;

        Counted(TableServer server, AtomicInteger served, Duration each) {
            super(new SandboxName("counted"));
            this.server = server;
            this.served = served;
            this.each = each;
        }

        @Override
        public List<Endpoint> readyEndpoints(String service) {
            return List.of(server.endpoint());
        }

        @Override
        public Usage usage() {
            return new Usage(each.multipliedBy(served.get()), 64L << 20, Duration.ZERO, "none", true);
        }
    }
}
