package academy.ascent.platform;

import academy.ascent.platform.cluster.ClusterOperator;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.Extension;
import academy.ascent.sandbox.cluster.Progress;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows and changes learners' sandboxes on the cluster from the command line; each change is made at once. */
@Command(
        name = "cluster",
        description = "Shows who has a sandbox on the cluster, since when and until when.",
        mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-24s %-12s %-10s %-20s %s%n";

    @Mixin
    private final Place place = new Place();

    @Override
    public Integer call() {
        return with(place, operator -> {
            var sandboxes = operator.list();
            if (sandboxes.isEmpty()) {
                System.out.println("No learner has a sandbox on the cluster.");
            } else {
                System.out.printf(ROW, "NAME", "LEARNER", "CLASS", "STATE", "SINCE", "UNTIL");
                sandboxes.forEach(one -> print(one.sandbox(), one.learner()));
            }
            operator.ahead().ifPresent(System.out::println);
            return 0;
        });
    }

    private static void print(ClusterSandboxStatus one, String learner) {
        System.out.printf(
                ROW,
                one.name(),
                learner,
                one.sandboxClass(),
                one.phase().name().toLowerCase(Locale.ROOT),
                one.opened().truncatedTo(ChronoUnit.SECONDS),
                one.term()
                        .map(term ->
                                term.expires().truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse("it is closed"));
    }

    /** Says in one line why not, if there is no cluster, no such sandbox, or no answer. */
    private static int with(Place place, Function<ClusterOperator, Integer> action) {
        try (var platform = Platform.beside(place.settings(0))) {
            var operator = platform.find(ClusterOperator.class);
            if (operator.isEmpty()) {
                System.err.println("There is no cluster: ASCENT_CLUSTER_KUBECONFIG names none.");
                return 1;
            }
            return action.apply(operator.get());
        } catch (SandboxException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int done(Consumer<Consumer<Progress>> work, String name, String done) {
        work.accept(progress -> System.out.println(progress.line()));
        System.out.println("Sandbox " + name + ": " + done);
        return 0;
    }

    @Command(
            name = "extend",
            description = "Begins a sandbox's lifetime anew; its learner may extend it as often as before.",
            mixinStandardHelpOptions = true)
    int extend(@Mixin Place at, @Parameters(paramLabel = "NAME") String name) {
        return with(at, operator -> switch (operator.extend(null, name)) {
            case Extension.Granted _ -> {
                System.out.println("Sandbox " + name + ": its time begins anew.");
                yield 0;
            }
            case Extension.Refused(String reason) -> {
                System.err.println(reason + ".");
                yield 1;
            }
        });
    }

    @Command(
            name = "suspend",
            description = "Ends a sandbox's pods; its learner can resume it.",
            mixinStandardHelpOptions = true)
    int suspend(@Mixin Place at, @Parameters(paramLabel = "NAME") String name) {
        return with(at, operator -> done(operator.suspend(null, name), name, "suspended."));
    }

    @Command(
            name = "resume",
            description = "Starts what ran in a sandbox when it was suspended.",
            mixinStandardHelpOptions = true)
    int resume(@Mixin Place at, @Parameters(paramLabel = "NAME") String name) {
        return with(at, operator -> done(operator.resume(null, name), name, "open."));
    }

    @Command(name = "close", description = "Removes a sandbox with everything in it.", mixinStandardHelpOptions = true)
    int close(@Mixin Place at, @Parameters(paramLabel = "NAME") String name) {
        return with(at, operator -> done(operator.close(null, name), name, "closed."));
    }
}
