package academy.ascent.grader.measure;

import academy.ascent.sandbox.SandboxName;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Grades once and prints events as JSON lines, for a program. It ends, and everything it started with it, when its
 * standard input does: then whoever asked is gone.
 */
@Command(name = "measure", description = "Grades once; prints JSON lines and ends when standard input does.")
public final class MeasureCommand implements Callable<Integer> {
    @Option(names = "--lab", required = true, description = "the lab's folder")
    @SuppressWarnings("NullAway.Init")
    private Path lab;

    @Option(names = "--submission", required = true, description = "the folder with the learner's files")
    @SuppressWarnings("NullAway.Init")
    private Path submission;

    @Option(names = "--name", required = true, description = "the sandbox's name, at most 36 characters")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--base", required = true, description = "the folder of this host's sandboxes")
    @SuppressWarnings("NullAway.Init")
    private Path base;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(names = "--seed", required = true, description = "what every random choice is drawn from")
    private long seed;

    @Option(names = "--cheap", description = "only the checks that measure nothing")
    private boolean cheap;

    @Override
    public Integer call() {
        PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        GradingRequest request = new GradingRequest(lab, submission, new SandboxName(name), base, seed, cheap);
        ParentWatch.begin();
        place.grade(request, event -> lines.println(event.toJson()));
        return 0;
    }
}
