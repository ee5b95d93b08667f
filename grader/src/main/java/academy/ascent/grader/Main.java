package academy.ascent.grader;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lint.LintLabsCommand;
import academy.ascent.grader.measure.Awaited;
import academy.ascent.grader.measure.GradeCommand;
import academy.ascent.grader.measure.MeasureCommand;
import academy.ascent.sandbox.SandboxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The grader's command line. */
@Command(
        name = "grader",
        description = "Grades a submission by deploying and measuring it.",
        mixinStandardHelpOptions = true,
        subcommands = {MeasureCommand.class, GradeCommand.class, LintLabsCommand.class})
public final class Main {
    private static final int FAULT = 2;

    private Main() {}

    /** Runs a command, which may be {@link Awaited}, and exits with its code. */
    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof LabException || e instanceof SandboxException || e instanceof IllegalArgumentException) {
                command.getErr().println(e.getMessage());
            } else {
                e.printStackTrace(command.getErr());
            }
            return FAULT;
        });
        System.exit(commands.execute(Awaited.arguments(args)));
    }
}
