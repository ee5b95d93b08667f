package academy.ascent.grader.lint;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.measure.LocalPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Grades what the labs ship and compares it with what they declare; exits with 0 only if there is nothing to mend. */
@Command(
        name = "lint-labs",
        description = "Grades every lab's solution, starter and flawed variants; writes target/reports/lint-labs.json.",
        mixinStandardHelpOptions = true)
public final class LintLabsCommand implements Callable<Integer> {
    private static final int STOPPED = 130;
    /** More servers that start together would miss the time in which they must be ready. */
    private static final int MOST_AT_ONCE = 4;

    private static final Path REPORT = Path.of("target", "reports", "lint-labs.json");

    @Parameters(paramLabel = "LAB", arity = "0..*", description = "ids or folders of labs; all if none is named")
    private List<String> names = new ArrayList<>();

    @Option(names = "--labs", description = "the folder of labs", defaultValue = "${env:ASCENT_HOME:-.}/labs")
    @SuppressWarnings("NullAway.Init")
    private Path labs;

    @Option(names = "--cheap", description = "grade only the checks that measure nothing")
    private boolean cheap;

    @Option(names = "--cache", description = "where verdicts are kept (default: $XDG_CACHE_HOME/ascent/lint)")
    private Path cache = VerdictCache.usualFolder();

    @Option(names = "--base", description = "the folder of this host's sandboxes")
    private Path base = Path.of(System.getProperty("java.io.tmpdir"), "ascent-sandboxes");

    @Option(names = "--runtimes", description = "the folder of the reference stack's jar")
    private Path runtimes = LocalPlace.besideThisJar();

    @Override
    public Integer call() throws IOException {
        List<Path> folders = folders();
        boolean terminal = System.console() != null && System.console().isTerminal();
        // What is measured has the machine to itself.
        int atOnce = cheap ? Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()) : 1;
        ProgressLine progress = new ProgressLine(System.err, terminal, atOnce, System::nanoTime);
        VerdictCache verdicts =
                new VerdictCache(cache, Engine.ofThisProcess(runtimes).digest());
        try (MeasuringProcesses grader = new MeasuringProcesses(base, runtimes, cheap)) {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("tidy-up").unstarted(grader::close));
            List<LabReport> reports = new LabLint(grader, verdicts, cheap, atOnce).run(folders, progress);
            LintTable.print(System.out, reports);
            Files.createDirectories(REPORT.getParent());
            Files.writeString(REPORT, Json.MAPPER.writeValueAsString(Map.of("cheap", cheap, "labs", reports)) + "\n");
            return reports.stream().allMatch(report -> report.findings().isEmpty()) ? 0 : 1;
        } catch (StoppedException e) {
            return STOPPED;
        }
    }

    private List<Path> folders() throws IOException {
        if (names.isEmpty()) {
            List<Path> all = all();
            if (all.isEmpty()) {
                throw new LabException("There is no lab below " + labs + "; name the folder of labs with --labs");
            }
            return all;
        }
        List<Path> folders = new ArrayList<>();
        for (String name : names) {
            Path inside = labs.resolve(name);
            Path folder = Labs.isLab(inside) ? inside : Path.of(name);
            if (!Labs.isLab(folder)) {
                String known = all().stream()
                        .map(lab -> String.valueOf(lab.getFileName()))
                        .collect(Collectors.joining(", "));
                throw new LabException("There is no lab " + name + "; there are: " + known);
            }
            folders.add(folder);
        }
        return folders;
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(labs)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(labs)) {
            return below.filter(Labs::isLab).sorted().toList();
        }
    }
}
