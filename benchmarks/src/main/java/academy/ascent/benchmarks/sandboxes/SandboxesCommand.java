package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Cores;
import academy.ascent.benchmarks.host.Folders;
import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.host.StolenTime;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench sandboxes}: how soon local sandboxes serve, and how many at once. */
@Command(
        name = "sandboxes",
        description =
                "Opens local sandboxes with a model server, kills it and waits for its replacement, beside the same"
                        + " server without a sandbox; then opens many at once. Takes about four minutes.",
        mixinStandardHelpOptions = true)
public final class SandboxesCommand implements Callable<Integer> {

    /** The bench's parts. */
    enum Part {
        OPEN,
        MANY
    }

    @Option(names = "--only", split = ",", description = "Parts to run: open (and kill), many (at once).")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "How often each is opened and killed (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--at-once", defaultValue = "50", description = "How many stand side by side (${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || atOnce < 1) {
            throw new CannotMeasure("--rounds and --at-once are at least 1");
        }
        Path checkout = home.toAbsolutePath().normalize();
        Path folder = Files.createTempDirectory("ascent-bench-");
        SandboxesReport report;
        try {
            report = measure(ModelServer.in(checkout, folder));
        } finally {
            Folders.delete(folder);
        }
        Path file = checkout.resolve("target/reports/bench-sandboxes.json");
        Files.createDirectories(file.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
        report.figures().forEach(figure -> System.out.println(figure.line()));
        System.out.println(file);
        return report.missed() ? 1 : 0;
    }

    private SandboxesReport measure(ModelServer server) throws IOException {
        String started = Instant.now().toString();
        Machine machine = Machine.now();
        Cores.moveToLoadCore();
        StolenTime before = StolenTime.now();
        OpenAndKill.Measured openAndKill = only.contains(Part.OPEN) ? new OpenAndKill(server, rounds).measure() : null;
        ManyAtOnce.Measured manyAtOnce =
                only.contains(Part.MANY) ? new ManyAtOnce(server, atOnce, machine.cores()).measure() : null;
        double stolen = StolenTime.now().shareSince(before);
        return new SandboxesReport(started, machine, stolen, openAndKill, manyAtOnce);
    }
}
