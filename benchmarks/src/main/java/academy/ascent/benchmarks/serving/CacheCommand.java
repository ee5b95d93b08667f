package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.load.Wire;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench cache}: trains the AOT cache that {@code ./ascent serve} starts the reference stack with. */
@Command(
        name = "cache",
        description = "Writes reference-stack/target/lib/reference-stack.aot, which halves the CPU time of a start.",
        mixinStandardHelpOptions = true)
public final class CacheCommand implements Runnable {
    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Override
    public void run() {
        try (Workplace workplace = Workplace.open(home)) {
            JavaServers servers = JavaServers.shipped(workplace, List.of());
            AotCache.make(
                    servers.referenceStack("ours trained", "plain", "mlp", Wire.JSON),
                    workplace,
                    workplace.referenceStack().resolve("lib/reference-stack.aot"));
        }
    }
}
