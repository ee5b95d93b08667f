package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Folders;
import academy.ascent.benchmarks.host.Machine;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench grading}: whether verdicts can be trusted. */
@Command(
        name = "grading",
        description = "Grades known submissions again and again beside neighbours that take CPU, memory bandwidth and"
                + " disk, and counts wrong verdicts. The whole of it takes hours.",
        mixinStandardHelpOptions = true)
public final class GradingCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int THROUGHPUT = 12;
    private static final int AT_ONCE = 3;

    /** The bench's parts. */
    enum Part {
        KNOWN,
        STACK,
        UNPROTECTED,
        THROUGHPUT,
        GENERATOR
    }

    @Option(
            names = "--only",
            split = ",",
            description = "Parts to run: known, stack, unprotected (the known server without protection),"
                    + " throughput, generator.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "How often each submission is graded beside none, one and two CPU hogs; half as often beside"
                    + " the others (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Path checkout = home.toAbsolutePath().normalize();
        Path jar = checkout.resolve("benchmarks/target/benchmarks.jar");
        if (!Files.exists(jar)) {
            throw new CannotMeasure(jar + " is missing: build first, or start by ./ascent bench");
        }
        String started = Instant.now().toString();
        Machine machine = Machine.now();
        Path folder = Files.createTempDirectory("ascent-bench-grading-");
        try {
            Grader grader = new Grader(checkout, folder);
            Verdicts verdicts = new Verdicts(grader, jar, folder);
            List<Cell> cells = new ArrayList<>();
            if (only.contains(Part.KNOWN)) {
                cells.addAll(verdicts.measure(Submission.known(), true, rounds));
            }
            if (only.contains(Part.STACK)) {
                cells.addAll(verdicts.measure(Submission.stack(), true, rounds));
            }
            if (only.contains(Part.UNPROTECTED)) {
                cells.addAll(verdicts.measure(Submission.known(), false, rounds));
            }
            List<BenchFigure> throughput =
                    only.contains(Part.THROUGHPUT) ? new Throughput(grader).measure(THROUGHPUT, AT_ONCE) : List.of();
            // Last, since it moves this process to the generator's core.
            List<BenchFigure> generator = only.contains(Part.GENERATOR)
                    ? new GeneratorAccuracy(jar, checkout.resolve("benchmarks/peers/gatling"), folder).measure()
                    : List.of();
            GradingReport report = new GradingReport(started, machine, cells, generator, throughput);
            return written(report, checkout.resolve("target/reports/bench-grading.json"));
        } finally {
            Folders.delete(folder);
        }
    }

    private static int written(GradingReport report, Path file) throws IOException {
        report.verdicts().forEach(cell -> System.out.println(cell.line()));
        report.figures().forEach(figure -> System.out.println(figure.line()));
        Files.createDirectories(file.getParent());
        MAPPER.writeValue(file.toFile(), report);
        System.out.println(file);
        return report.missed() ? 1 : 0;
    }
}
