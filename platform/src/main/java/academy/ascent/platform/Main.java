package academy.ascent.platform;

import academy.ascent.platform.database.DatabaseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The platform's command line; {@code ./ascent} calls it. */
@Command(
        name = "ascent",
        description = "The academy's platform.",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, AdminCommand.class})
public final class Main {
    private Main() {}

    /** Exits 0 when the command did what it was asked, 1 when it could not, 2 when it was asked wrongly. */
    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((e, command, _) -> {
            if (!(e instanceof DatabaseException || e instanceof IllegalStateException)) {
                e.printStackTrace(command.getErr());
            }
            command.getErr().println("ascent: " + rootMessage(e));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    private static String rootMessage(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return e instanceof DatabaseException || e instanceof IllegalStateException
                ? String.valueOf(e.getMessage())
                : String.valueOf(cause.getMessage());
    }
}
