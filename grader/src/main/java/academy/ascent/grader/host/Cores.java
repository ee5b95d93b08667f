package academy.ascent.grader.host;

import academy.ascent.sandbox.local.ProcessorList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which core the load generator keeps and which are left to sandboxes, so that neither waits for the other. Both lists
 * are empty where nothing could be divided: on a single core, or where this process may not choose its cores.
 */
public record Cores(List<Integer> generator, List<Integer> sandboxes) {
    /** Everything runs everywhere. */
    public static final Cores SHARED = new Cores(List.of(), List.of());

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    public Cores {
        generator = List.copyOf(generator);
        sandboxes = List.copyOf(sandboxes);
    }

    /** Both together: empty where nothing was divided. */
    public List<Integer> all() {
        return Stream.concat(generator.stream(), sandboxes.stream()).toList();
    }

    /** Moves this process, with all of its threads, to the first core that it may use; the others are for sandboxes. */
    public static Cores divide() {
        Cores cores = begin();
        cores.settle();
        return cores;
    }

    /**
     * Moves this thread alone to the first core that it may use, and with it all that it starts from now on. The rest of
     * the process, such as the compiler, follows when it settles.
     */
    public static Cores begin() {
        try {
            Cores cores = of(Files.readString(STATUS));
            Path thread = Path.of("/proc/thread-self").toRealPath();
            return cores.generator.isEmpty() || cores.move(false, thread.getFileName()) ? cores : SHARED;
        } catch (IOException e) {
            return SHARED;
        }
    }

    /** Moves what is left of this process to the generator's core. */
    public void settle() {
        if (!generator.isEmpty()) {
            try {
                move(true, ProcessHandle.current().pid());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot move the load generator to its core", e);
            }
        }
    }

    static Cores of(String status) {
        List<Integer> all = status.lines()
                .filter(line -> line.startsWith(ALLOWED))
                .findFirst()
                .map(line -> ProcessorList.parse(line.substring(ALLOWED.length())))
                .orElse(List.of());
        return all.size() < 2 ? SHARED : new Cores(all.subList(0, 1), all.subList(1, all.size()));
    }

    /**
     * Moves a thread to the generator's core.
     *
     * @param all with all threads of the process that it leads
     */
    private boolean move(boolean all, Object thread) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "--cpu-list", "--pid"));
        if (all) {
            command.add("--all-tasks");
        }
        command.add(generator.getFirst().toString());
        command.add(thread.toString());
        Process taskset = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return taskset.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
