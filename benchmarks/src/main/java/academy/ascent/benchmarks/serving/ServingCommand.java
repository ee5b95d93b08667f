package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Cores;
import academy.ascent.benchmarks.host.Machine;
import academy.ascent.grader.host.Precedence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench serving}: the reference stack beside its limit and its peers. */
@Command(
        name = "serving",
        description = "Measures the reference stack beside bare Netty + ONNX Runtime.",
        mixinStandardHelpOptions = true)
public final class ServingCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Few short rounds, for a look; figures of it are not to be quoted.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            description = "The parts to measure: " + AgainstLimit.PART + ", " + AgainstLimit.FOREST + ", "
                    + CostOfWatching.PART + ", "
                    + AgainstPeers.PART + " (needs Python and PyPI; not with --quick unless named), "
                    + StartAndMemory.PART + ", " + SettingsMatrix.PART
                    + " (collectors, compilers and heaps; only if named).")
    private List<String> only = List.of();

    @Option(
            names = "--jvm",
            defaultValue = "-Xmx64m",
            description = "A JVM option for the Java servers, after those of the shipped jvm.options; may be repeated"
                    + " (${DEFAULT-VALUE}).")
    private List<String> jvm = List.of();

    @Option(
            names = "--precedence",
            description =
                    "Measure with the greatest CPU weight, where control groups can be written: on a shared machine"
                            + " all other work nearly stands still.")
    private boolean precedence;

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public Integer call() {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        String started = Instant.now().toString();
        try (Workplace workplace = Workplace.open(home)) {
            Machine machine = Machine.now();
            Cores.moveToLoadCore();
            JavaServers servers = JavaServers.shipped(workplace, jvm);
            List<Findings> findings =
                    precedence ? withPrecedence(plan, workplace, servers) : findings(plan, workplace, servers);
            Report report = new Report(started, quick, plan, jvm, machine, Machine.loadAverageNow(), findings);
            report.print(System.out);
            Path file = workplace.home().resolve("target/reports/bench-serving.json");
            report.write(file);
            System.out.println("\n" + file);
            return report.missed() ? 1 : 0;
        }
    }

    private List<String> parts() {
        if (!only.isEmpty()) {
            return only;
        }
        return quick
                ? List.of(AgainstLimit.PART, CostOfWatching.PART, StartAndMemory.PART)
                : List.of(
                        AgainstLimit.PART,
                        AgainstLimit.FOREST,
                        CostOfWatching.PART,
                        AgainstPeers.PART,
                        StartAndMemory.PART);
    }

    private List<Findings> withPrecedence(Plan plan, Workplace workplace, JavaServers servers) {
        try (Precedence taken = Precedence.take()) {
            Progress.say(taken.isHeld() ? "with precedence over all other work" : "precedence cannot be taken here");
            return findings(plan, workplace, servers);
        }
    }

    private List<Findings> findings(Plan plan, Workplace workplace, JavaServers servers) {
        List<Findings> findings = new ArrayList<>();
        for (String part : parts()) {
            findings.add(
                    switch (part) {
                        case AgainstLimit.PART ->
                            AgainstLimit.network(plan, workplace, servers).measure();
                        case AgainstLimit.FOREST ->
                            AgainstLimit.forest(plan, workplace, servers).measure();
                        case SettingsMatrix.PART -> new SettingsMatrix(plan, workplace).measure();
                        case CostOfWatching.PART -> new CostOfWatching(plan, workplace, servers).measure();
                        case AgainstPeers.PART -> new AgainstPeers(plan, workplace, servers).measure();
                        case StartAndMemory.PART -> new StartAndMemory(plan, workplace, servers).measure();
                        default -> throw new CannotMeasure("there is no part \"" + part + "\"; --help names them");
                    });
        }
        return findings;
    }
}
