package academy.ascent.platform;

import academy.ascent.platform.catalog.ContentException;
import academy.ascent.platform.database.DatabaseException;
import academy.ascent.platform.lint.LintCommand;
import academy.ascent.platform.rendering.RenderCommand;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The platform's command line; {@code ./ascent} calls it. */
@Command(
        name = "ascent",
        description = "The academy's platform.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            AdminCommand.class,
            SandboxesCommand.class,
            RenderCommand.class,
            LintCommand.class
        })
public final class Main {
    private Main() {}

    /** Exits 0 when the command did what it was asked, 1 when it could not, 2 when it was asked wrongly. */
    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((e, command, _) -> {
            var told = told(e);
            if (told.isEmpty()) {
                e.printStackTrace(command.getErr());
            }
            command.getErr().println("ascent: " + told.orElseGet(() -> rootMessage(e)));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    /** The message of breakage that says itself what was wrong, where, and what to do; it may lie below others. */
    private static Optional<String> told(Throwable e) {
        if (e instanceof IllegalStateException) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof ContentException || cause instanceof DatabaseException)
                .findFirst()
                .map(cause -> String.valueOf(cause.getMessage()));
    }

    private static String rootMessage(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
