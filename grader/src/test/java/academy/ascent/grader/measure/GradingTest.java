package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.measure.FakeSandboxes.Behaviour;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradingTest {
    private static final Reply RIGHT =
            new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25,0.75]}]}");
    private static final Reply WRONG =
            new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[0.5,0.5]}]}");

    @TempDir
    Path root;

    private final List<GradingEvent> events = new ArrayList<>();

    @BeforeEach
    void givenLab() throws IOException {
        write("l1-test/lab.yaml", """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 01-how
                minutes: 40
                sandbox: cpu-small
                points: 100
                pass: 80
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"], hidden: ["grading/**"]}
                model: tumour
                service: tumour
                grading:
                  - {id: deploy, check: deploy, points: 20, must: true, with: {ready-within: 1s}}
                  - {id: answers, check: predict, points: 40, must: true, with: {cases: 5, data: grading/cases.csv, columns: [a], output: p, tolerance: 1e-5}}
                  - {id: latency, check: load, points: 40, with: {rate: 100/s, for: 2s, warm-up: 2s, p95: 500ms, errors: 10%}}
                hints:
                  - {after-failures: 1, on: answers, text: Look at the columns.}
                """);
        write("l1-test/starter/k8s/a.yaml", "a: 1");
        write("l1-test/solution/k8s/a.yaml", "a: 2");
        write("l1-test/grading/cases.csv", "a\n1\n2\n3\n");
        Files.createDirectories(root.resolve("submission"));
    }

    @Test
    void a_good_submission_passes_with_all_points_and_its_evidence() throws IOException {
        GradingEvent.Concluded concluded = grade(i -> RIGHT, Behaviour.READY);
        assertThat(concluded.verdict()).isEqualTo(new Verdict.Passed(100));
        assertThat(results()).extracting(CheckResult::outcome).containsOnly(Outcome.PASSED);
        CheckResult latency = results().getLast();
        assertThat(latency.title()).startsWith("p95 ").endsWith("target 500 ms");
        assertThat(latency.evidence())
                .extracting(Evidence::kind)
                .containsExactly(Evidence.Kind.PICTURE, Evidence.Kind.HISTOGRAM);
        assertThat(concluded.host())
                .singleElement()
                .satisfies(host -> assertThat(host.check()).isEqualTo("latency"));
        assertThat(root.resolve("base/gradings/grade-1")).doesNotExist();
    }

    @Test
    void progress_never_falls_and_phases_come_in_order() throws IOException {
        grade(i -> RIGHT, Behaviour.READY);
        assertThat(of(GradingEvent.PhaseStarted.class))
                .extracting(GradingEvent.PhaseStarted::phase)
                .containsExactly(GradingEvent.Phase.values());
        assertThat(of(GradingEvent.Progress.class))
                .extracting(GradingEvent.Progress::fraction)
                .isSorted()
                .allMatch(fraction -> fraction >= 0 && fraction <= 1);
        assertThat(events.getLast()).isInstanceOf(GradingEvent.Concluded.class);
    }

    @Test
    void wrong_answers_fail_with_the_labs_hint_hide_the_cases_and_skip_the_load() throws IOException {
        GradingEvent.Concluded concluded = grade(i -> i < 6 ? RIGHT : WRONG, Behaviour.READY);
        assertThat(concluded.verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(results())
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED);
        CheckResult answers = results().get(1);
        assertThat(answers.title()).isEqualTo("5 of 5 answers wrong");
        assertThat(answers.hint()).isEqualTo("Look at the columns.");
        assertThat(answers.explanation()).contains("the largest difference is 0.25");
        assertThat(answers.evidence()).isEmpty();
        assertThat(results().getLast().title()).isEqualTo("skipped because answers failed");
    }

    @Test
    void a_service_that_is_far_too_slow_fails_even_when_the_generator_is_late() throws IOException {
        Reply slow = new Reply(Duration.ofMillis(1500), 200, RIGHT.body());
        grade(i -> i < 10 ? RIGHT : slow, Behaviour.READY);
        assertThat(results().getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(results().getLast().title()).startsWith("p95 1,5").endsWith("target 500 ms");
    }

    @Test
    void a_refusal_carries_the_words_of_the_api_server() throws IOException {
        assertThat(grade(i -> RIGHT, Behaviour.REFUSING).verdict())
                .isEqualTo(new Verdict.Refused(List.of("k8s/a.yaml: Deployment/tumour: privileged is forbidden")));
    }

    @Test
    void a_link_in_a_submission_is_refused_and_no_fault_of_the_platform() throws IOException {
        Files.createSymbolicLink(root.resolve("submission/link"), root.resolve("l1-test/lab.yaml"));
        assertThat(grade(i -> RIGHT, Behaviour.READY).verdict())
                .isEqualTo(new Verdict.Refused(List.of("link is a link or a special file; hand in plain files only")));
    }

    @Test
    void a_lab_that_only_reads_files_is_graded_without_deploying_anything() throws IOException {
        Path yaml = root.resolve("l1-test/lab.yaml");
        String lab = Files.readString(yaml);
        Files.writeString(yaml, lab.substring(0, lab.indexOf("grading:\n")) + """
                grading:
                  - {id: manifest-texts, check: files, points: 100, with: {require: ["k8s/*.yaml"]}}
                """);
        assertThat(grade(i -> RIGHT, Behaviour.BROKEN).verdict()).isEqualTo(new Verdict.Passed(100));
        Files.delete(root.resolve("l1-test/starter/k8s/a.yaml"));
        assertThat(grade(i -> RIGHT, Behaviour.BROKEN).verdict()).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void replicas_that_never_become_ready_fail_the_deployment_with_their_log() throws IOException {
        GradingEvent.Concluded concluded = grade(i -> RIGHT, Behaviour.CRASHING);
        assertThat(concluded.verdict()).isInstanceOf(Verdict.Failed.class);
        CheckResult deploy = results().getFirst();
        assertThat(deploy.title()).isEqualTo("0 of 1 replicas ready after 1 s");
        assertThat(deploy.explanation()).contains("exit code 1", "wrote last: cannot load model");
        assertThat(deploy.evidence())
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.content()).contains("cannot load model"));
        assertThat(results())
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED);
    }

    @Test
    void a_cheap_grading_measures_nothing_and_needs_no_reference() throws IOException {
        try (TableServer server = TableServer.tcp(i -> WRONG)) {
            GradingRequest request = new GradingRequest(
                    root.resolve("l1-test"),
                    root.resolve("submission"),
                    new SandboxName("grade-1"),
                    root.resolve("base"),
                    42,
                    true);
            GradingEvent.Concluded concluded = new Grading(
                            request,
                            new FakeSandboxes(server.endpoint(), Behaviour.READY),
                            HostShare.windowOnly(root.resolve("base")),
                            events::add)
                    .run();
            assertThat(concluded.verdict()).isEqualTo(new Verdict.Passed(20));
            assertThat(results()).extracting(CheckResult::id).containsExactly("deploy");
        }
    }

    @Test
    void a_broken_place_is_the_platforms_fault() throws IOException {
        assertThat(grade(i -> RIGHT, Behaviour.BROKEN).verdict()).isEqualTo(new Verdict.Faulted("no bubblewrap here"));
    }

    private GradingEvent.Concluded grade(IntFunction<Reply> table, Behaviour behaviour) throws IOException {
        try (TableServer server = TableServer.tcp(table)) {
            GradingRequest request = new GradingRequest(
                    root.resolve("l1-test"),
                    root.resolve("submission"),
                    new SandboxName("grade-1"),
                    root.resolve("base"),
                    42);
            HostShare host = HostShare.windowOnly(root.resolve("base"));
            return new Grading(request, new FakeSandboxes(server.endpoint(), behaviour), host, events::add).run();
        }
    }

    private List<CheckResult> results() {
        return of(GradingEvent.CheckFinished.class).stream()
                .map(GradingEvent.CheckFinished::result)
                .toList();
    }

    private <T extends GradingEvent> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
