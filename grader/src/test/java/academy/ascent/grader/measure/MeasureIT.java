package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built command on the first lab with the built reference stack. */
class MeasureIT {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIMES = HOUSE.resolve("reference-stack/target");
    private static final Path LAB = HOUSE.resolve("labs/l1-first-prediction");

    @TempDir
    Path base;

    private Process process;

    @BeforeEach
    void givenEverythingIsBuilt() {
        assumeThat(RUNTIMES.resolve("reference-stack.jar"))
                .as("the reference stack is built: mvn package -pl reference-stack")
                .exists();
        assumeThat(Path.of("/usr/bin/bwrap")).as("bubblewrap is installed").exists();
    }

    @AfterEach
    void endsProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /**
     * Replicas are killed on the platform's whole path, which hands the same solution in. How fast it is a test cannot
     * tell on a host that others use: the targets are wide, and linting holds the solution to those that are shipped.
     */
    @Test
    void the_solution_earns_every_point_of_the_checks_that_break_nothing() throws IOException {
        Path lab = givenLabWithoutUptime();
        List<GradingEvent> events = measure(lab, lab.resolve("solution"));
        GradingEvent.Concluded concluded = (GradingEvent.Concluded) events.getLast();
        assertThat(concluded.verdict())
                .as(() -> String.join("\n", titles(events)))
                .isEqualTo(new Verdict.Passed(75));
        assertThat(concluded.host()).hasSize(1);
        assertThat(base.resolve("gradings")).isEmptyDirectory();
    }

    @Test
    void the_starter_fails_by_its_answers_and_by_nothing_else() throws IOException {
        List<GradingEvent> events = measure(LAB, LAB.resolve("starter"));
        assertThat(((GradingEvent.Concluded) events.getLast()).verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(results(events))
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .extracting(CheckResult::id)
                .containsExactly("answers");
    }

    @Test
    void everything_ends_when_the_parent_does() throws IOException {
        List<ProcessHandle> children = givenDeployed();
        process.getOutputStream().close();
        thenNothingIsLeft(children);
    }

    @Test
    void nothing_outlives_a_killed_grader() throws IOException {
        List<ProcessHandle> children = givenDeployed();
        process.destroyForcibly();
        thenNothingIsLeft(children);
        thenTheNextClearsAwayWhatHasNoProcess();
    }

    /** Control groups, among others, of which a test's folder tells nothing any more when it is gone. */
    private void thenTheNextClearsAwayWhatHasNoProcess() {
        assertThat(base.resolve("names")).isNotEmptyDirectory();
        new LocalSandboxes(new LocalSettings(base, Map.of(), List.of())).close();
        assertThat(base.resolve("names")).isEmptyDirectory();
        assertThat(base.resolve("owners")).isEmptyDirectory();
    }

    @Test
    void a_lab_may_have_its_service_asked_over_grpc() throws IOException {
        Path lab = givenLab(line -> line.contains("check: deploy") || line.contains("check: predict"), 35);
        replace(lab.resolve("lab.yaml"), "cases: 50", "cases: 50, protocol: grpc");
        replace(lab.resolve("starter/k8s/service.yaml"), "targetPort: 8080", "targetPort: 8081");
        for (String files : List.of("starter", "solution")) {
            replace(lab.resolve(files + "/serving.yaml"), "port: 8080", "port: 8080\n  grpc-port: 8081");
        }
        List<GradingEvent> events = measure(lab, lab.resolve("solution"));
        assertThat(((GradingEvent.Concluded) events.getLast()).verdict())
                .as(() -> String.join("\n", titles(events)))
                .isEqualTo(new Verdict.Passed(35));
        assertThat(((GradingEvent.Concluded)
                                measure(lab, lab.resolve("starter")).getLast())
                        .verdict())
                .isInstanceOf(Verdict.Failed.class);
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private Path givenLabWithoutUptime() throws IOException {
        Path lab = givenLab(line -> !line.contains("check: uptime"), 75);
        replace(lab.resolve("lab.yaml"), "p95: 50ms, p99: 150ms", "p95: 2s, p99: 3s");
        return lab;
    }

    /** The lab with some of its checks, and all of their points to pass. */
    private Path givenLab(Predicate<String> checks, int points) throws IOException {
        Path lab = base.resolve("lab/l1-first-prediction");
        Files.createDirectories(lab.getParent());
        try (Stream<Path> files = Files.walk(LAB)) {
            for (Path file : files.toList()) {
                Files.copy(file, lab.resolve(LAB.relativize(file).toString()));
            }
        }
        List<String> lines = Files.readAllLines(LAB.resolve("lab.yaml")).stream()
                .filter(line -> !line.contains("after-failures") && !line.equals("hints:"))
                .filter(line -> !line.contains("check: ") || checks.test(line))
                .map(line -> line.replace("points: 100", "points: " + points).replace("pass: 80", "pass: " + points))
                .toList();
        Files.write(lab.resolve("lab.yaml"), lines);
        return lab;
    }

    private List<ProcessHandle> givenDeployed() throws IOException {
        process = start(LAB, LAB.resolve("solution"));
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (!(GradingEvent.parse(line) instanceof GradingEvent.CheckFinished finished)
                || !finished.result().id().equals("deploy")) {
            line = lines.readLine();
        }
        List<ProcessHandle> children = process.toHandle().descendants().toList();
        assertThat(children).isNotEmpty();
        return children;
    }

    private void thenNothingIsLeft(List<ProcessHandle> children) {
        await().atMost(Duration.ofSeconds(15)).until(() -> !process.isAlive());
        await().atMost(Duration.ofSeconds(15)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private List<GradingEvent> measure(Path lab, Path submission) throws IOException {
        process = start(lab, submission);
        List<GradingEvent> events = new ArrayList<>();
        for (String line = process.inputReader().readLine();
                line != null;
                line = process.inputReader().readLine()) {
            events.add(GradingEvent.parse(line));
        }
        return events;
    }

    private Process start(Path lab, Path submission) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-jar",
                        Path.of("target", "grader.jar").toString(),
                        "measure",
                        "--lab=" + lab,
                        "--submission=" + submission,
                        "--name=measure-it",
                        "--base=" + base,
                        "--runtimes=" + RUNTIMES,
                        "--seed=42")
                .redirectError(Files.createTempFile(base, "grader", ".log").toFile())
                .start();
    }

    private static List<CheckResult> results(List<GradingEvent> events) {
        return events.stream()
                .filter(GradingEvent.CheckFinished.class::isInstance)
                .map(event -> ((GradingEvent.CheckFinished) event).result())
                .toList();
    }

    private static List<String> titles(List<GradingEvent> events) {
        return results(events).stream()
                .map(result -> result.id() + " " + result.outcome() + ": " + result.title())
                .toList();
    }
}
