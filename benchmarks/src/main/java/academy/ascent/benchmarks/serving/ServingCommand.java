package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.Cores;
import academy.ascent.benchmarks.load.Wire;
import java.nio.file.Path;
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
            names = "--heap",
            defaultValue = "64m",
            description = "Largest heap of the Java servers (${DEFAULT-VALUE}).")
    private String heap = "64m";

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public Integer call() {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        try (Workplace workplace = Workplace.open(home)) {
            Cores.moveToLoadCore();
            JavaServers servers = new JavaServers(workplace, List.of("-Xmx" + heap));
            try (Contest contest = new Contest(plan, workplace, "mlp")) {
                contest.run(List.of(
                        servers.referenceStack("ours JSON", "plain", "mlp", Wire.JSON),
                        servers.baseline("baseline JSON", "mlp", Wire.JSON),
                        servers.referenceStack("ours binary", "plain", "mlp", Wire.BINARY),
                        servers.baseline("baseline binary", "mlp", Wire.BINARY)));
            }
        }
        return 0;
    }
}
