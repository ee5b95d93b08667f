package academy.ascent.benchmarks;

import academy.ascent.benchmarks.drift.DriftCommand;
import academy.ascent.benchmarks.grading.GradingCommand;
import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.sandboxes.SandboxesCommand;
import academy.ascent.benchmarks.serving.CacheCommand;
import academy.ascent.benchmarks.serving.ServingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benches' command line. */
@Command(
        name = "bench",
        description = "Measures the reference stack, gradings and sandboxes.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServingCommand.class,
            DriftCommand.class,
            GradingCommand.class,
            SandboxesCommand.class,
            CacheCommand.class
        })
public final class Main {
    private static final int CANNOT_MEASURE = 2;

    private Main() {}

    /** Runs a bench; exits with 0 if its targets are met, 1 if one is missed, 2 if it could not measure. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, _) -> {
                    if (e instanceof CannotMeasure) {
                        command.getErr().println(e.getMessage());
                    } else {
                        e.printStackTrace(command.getErr());
                    }
                    return CANNOT_MEASURE;
                })
                .execute(arguments));
    }
}
