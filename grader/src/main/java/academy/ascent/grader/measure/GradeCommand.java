package academy.ascent.grader.measure;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.SandboxName;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Grades once and prints a table, for a person; exits with 0 only if the submission passed. */
@Command(name = "grade", description = "Grades once and prints a table; writes target/reports/grade.json.")
public final class GradeCommand implements Callable<Integer> {
    private static final Path REPORT = Path.of("target", "reports", "grade.json");

    @Option(names = "--lab", required = true, description = "the lab's folder")
    @SuppressWarnings("NullAway.Init")
    private Path lab;

    @Option(names = "--submission", required = true, description = "the folder with the learner's files")
    @SuppressWarnings("NullAway.Init")
    private Path submission;

    @Option(names = "--base", description = "the folder of this host's sandboxes")
    private Path base = Path.of(System.getProperty("java.io.tmpdir"), "ascent-sandboxes");

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(names = "--seed", description = "repeats a run's random choices; drawn if absent")
    private long seed = new SecureRandom().nextLong();

    @Option(names = "--cheap", description = "only the checks that measure nothing")
    private boolean cheap;

    private final List<CheckResult> results = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        SandboxName name = new SandboxName("grade-" + ProcessHandle.current().pid());
        GradingRequest request = new GradingRequest(lab, submission, name, base, seed, cheap);
        GradingEvent.Concluded concluded = place.grade(request, this::show);
        GradeTable.print(System.out, results, concluded);
        write(concluded);
        return concluded.verdict() instanceof Verdict.Passed ? 0 : 1;
    }

    private void show(GradingEvent event) {
        switch (event) {
            case GradingEvent.Progress progress ->
                System.err.printf("%3.0f %%  %s%n", progress.fraction() * 100, progress.line());
            case GradingEvent.CheckFinished finished -> results.add(finished.result());
            case GradingEvent.PhaseStarted started -> {}
            case GradingEvent.CheckStarted started -> {}
            case GradingEvent.Concluded concluded -> {}
        }
    }

    private void write(GradingEvent.Concluded concluded) throws IOException {
        Map<String, Object> report = new TreeMap<>(Map.of("results", results, "concluded", concluded));
        try {
            Files.createDirectories(REPORT.getParent());
            Files.writeString(
                    REPORT, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report can always be written", e);
        }
    }
}
