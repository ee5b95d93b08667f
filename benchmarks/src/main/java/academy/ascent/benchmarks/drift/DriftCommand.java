package academy.ascent.benchmarks.drift;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Folders;
import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.peer.PythonEnvironment;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench drift}: drift tests beside Evidently's, and how streams are judged. */
@Command(
        name = "drift",
        description = "Measures drift tests beside Evidently's, and the cost, memory, power and false alarms of"
                + " judging streams.",
        mixinStandardHelpOptions = true)
public final class DriftCommand implements Callable<Integer> {
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx2g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--quick", description = "Fewer rows and rounds, for a look; figures of it are not to be quoted.")
    private boolean quick;

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Path checkout = home.toAbsolutePath().normalize();
        DriftPlan plan = quick ? DriftPlan.QUICK : DriftPlan.FULL;
        String started = Instant.now().toString();
        Machine machine = Machine.now();
        Path folder = Files.createTempDirectory("ascent-bench-drift-");
        try {
            System.out.println("making " + plan.rows() + " rows of 20 columns, twice");
            DataFolder.write(folder, SeededColumn.twenty(), plan.rows());
            System.out.println("measuring the reference stack");
            OurFindings ours = ours(checkout, folder);
            System.out.println("measuring Evidently");
            PeerFindings evidently = null;
            String notMeasured = null;
            try {
                evidently = evidently(checkout, folder, plan.peerRounds());
            } catch (CannotMeasure e) {
                notMeasured = e.getMessage();
            }
            DriftReport report = new DriftReport(
                            started, plan, machine, Machine.loadAverageNow(), JVM_OPTIONS, ours, evidently, notMeasured)
                    .checked();
            return written(report, checkout.resolve("target/reports/bench-drift.json"));
        } finally {
            Folders.delete(folder);
        }
    }

    private static int written(DriftReport report, Path file) throws IOException {
        report.figures().forEach(figure -> System.out.println(figure.line()));
        if (report.notMeasured() != null) {
            System.out.println("not measured: Evidently: " + report.notMeasured());
        }
        Files.createDirectories(file.getParent());
        MAPPER.writeValue(file.toFile(), report);
        System.out.println(file);
        return report.missed() ? 1 : 0;
    }

    private OurFindings ours(Path checkout, Path folder) throws IOException {
        Path findings = folder.resolve("findings.json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-cp",
                checkout.resolve("benchmarks/target/benchmarks.jar").toString(),
                DriftMeasurement.class.getName(),
                folder.toString(),
                quick ? "quick" : "full",
                findings.toString()));
        run("the measuring process", command, folder.resolve("measurement.log"));
        return MAPPER.readValue(findings.toFile(), OurFindings.class);
    }

    private static PeerFindings evidently(Path checkout, Path folder, int rounds) throws IOException {
        Path python = PythonEnvironment.python(
                "evidently", checkout.resolve("reference-stack/interop/requirements-drift.txt"));
        Path output = folder.resolve("evidently.json");
        run(
                "Evidently",
                List.of(
                        python.toString(),
                        checkout.resolve("benchmarks/peers/evidently/compare.py")
                                .toString(),
                        folder.toString(),
                        Integer.toString(rounds)),
                output);
        return MAPPER.readValue(output.toFile(), PeerFindings.class);
    }

    private static void run(String name, List<String> command, Path output) throws IOException {
        Path errors = output.resolveSibling(output.getFileName() + ".errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new CannotMeasure(name + " failed: " + lastLine(errors));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }

    private static @Nullable String lastLine(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .orElse("it said nothing");
        }
    }
}
