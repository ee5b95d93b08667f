package academy.ascent.platform;

import academy.ascent.platform.sandbox.LearnerSandbox;
import academy.ascent.platform.sandbox.LearnerSandboxes;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Shows and changes learners' sandboxes from the command line. It says what should be; the platform that serves on the same
 * database brings it about within a second or so.
 */
@Command(
        name = "sandboxes",
        description = "Shows who has a sandbox, since when and until when.",
        mixinStandardHelpOptions = true,
        subcommands = ClusterCommand.class)
final class SandboxesCommand implements Callable<Integer> {
    private static final String ROW = "%-6s %-24s %-24s %-12s %-10s %-20s %s%n";

    @Mixin
    private final Place place = new Place();

    @Override
    public Integer call() {
        try (var platform = Platform.beside(place.settings(0))) {
            var open = platform.bean(LearnerSandboxes.class).open();
            if (open.isEmpty()) {
                System.out.println("No learner has a sandbox open.");
                return 0;
            }
            System.out.printf(ROW, "ID", "LEARNER", "LAB", "CLASS", "STATE", "SINCE", "UNTIL");
            open.forEach(SandboxesCommand::print);
        }
        return 0;
    }

    private static void print(LearnerSandbox one) {
        System.out.printf(
                ROW,
                one.id(),
                one.learner(),
                one.lab(),
                one.sandboxClass(),
                one.isSuspended() ? "suspended" : "running",
                one.openedAt().truncatedTo(ChronoUnit.SECONDS),
                one.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /** What is done to one sandbox. */
    private interface Change {
        boolean make(LearnerSandboxes sandboxes, @Nullable Long operator, long id);
    }

    private static int change(Place place, long id, String done, Change change) {
        try (var platform = Platform.beside(place.settings(0))) {
            if (change.make(platform.bean(LearnerSandboxes.class), null, id)) {
                System.out.println("Sandbox " + id + ": " + done);
                return 0;
            }
        }
        System.err.println("Sandbox " + id + ": nothing was changed; it is not open, or it is so already.");
        return 1;
    }

    @Command(
            name = "extend",
            description = "Gives a sandbox its whole lifetime again from now on.",
            mixinStandardHelpOptions = true)
    int extend(@Mixin Place at, @Parameters(paramLabel = "ID") long id) {
        return change(at, id, "it has its whole time again.", LearnerSandboxes::prolong);
    }

    @Command(
            name = "suspend",
            description = "Ends a sandbox's processes; its learner can go on.",
            mixinStandardHelpOptions = true)
    int suspend(@Mixin Place at, @Parameters(paramLabel = "ID") long id) {
        return change(at, id, "suspended.", LearnerSandboxes::suspend);
    }

    @Command(name = "close", description = "Closes a sandbox; no file is lost.", mixinStandardHelpOptions = true)
    int close(@Mixin Place at, @Parameters(paramLabel = "ID") long id) {
        return change(at, id, "closed.", LearnerSandboxes::close);
    }
}
