package academy.ascent.sandbox.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The processors of this machine that containers may use, all of them while none is named; they may become others. */
final class Processors {
    private static final int MOST_PASSES = 10;
    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final String MOVE =
            "for pid do taskset --all-tasks --cpu-list --pid \"$LIST\" $pid; done >/dev/null 2>&1";

    private volatile List<Integer> named;

    Processors(List<Integer> named) {
        this.named = ascending(named);
    }

    /** Names others, for what starts from now on. */
    void name(List<Integer> others) {
        named = ascending(others);
    }

    private static List<Integer> ascending(List<Integer> processors) {
        return processors.stream().sorted().distinct().toList();
    }

    List<Integer> named() {
        return named;
    }

    /** What is put before a command so that it runs there. */
    static List<String> prefix(Host host, List<Integer> processors) {
        return processors.isEmpty() ? List.of() : List.of(host.taskset().toString(), "--cpu-list", joined(processors));
    }

    /**
     * Moves what runs, again until no thread is left out that was started meanwhile.
     *
     * @param running the processes as they are whenever it is asked
     */
    void move(Supplier<Stream<Long>> running) {
        List<Integer> there = named;
        for (int pass = 0; pass < MOST_PASSES && !there.isEmpty(); pass++) {
            List<Long> astray =
                    running.get().filter(pid -> isAstray(pid, there)).toList();
            if (astray.isEmpty()) {
                return;
            }
            move(astray, there);
        }
    }

    private static boolean isAstray(long pid, List<Integer> there) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.flatMap(thread -> ProcFs.read(thread.resolve("status")).stream())
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(ALLOWED))
                    .anyMatch(line -> !ProcessorList.parse(line.substring(ALLOWED.length()))
                            .equals(there));
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    /** By a shell, for Java has no call for it; one that is gone already is left alone. */
    private static void move(List<Long> processes, List<Integer> there) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", MOVE.replace("$LIST", joined(there)), "sh"));
        processes.forEach(pid -> command.add(pid.toString()));
        Launcher.INSTANCE.start(command).onExit().join();
    }

    private static String joined(List<Integer> processors) {
        return String.join(",", processors.stream().map(String::valueOf).toList());
    }
}
