package academy.ascent.grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** Moves this process, with all of its threads, to the first core that it may use; the others are for sandboxes. */
    public static Cores divide() {
        try {
            Cores cores = of(Files.readString(STATUS));
            return cores.generator.isEmpty() || move(cores.generator.getFirst()) ? cores : SHARED;
        } catch (IOException e) {
            return SHARED;
        }
    }

    static Cores of(String status) {
        List<Integer> all = status.lines()
                .filter(line -> line.startsWith(ALLOWED))
                .findFirst()
                .map(line -> numbers(line.substring(ALLOWED.length()).strip()))
                .orElse(List.of());
        return all.size() < 2 ? SHARED : new Cores(all.subList(0, 1), all.subList(1, all.size()));
    }

    /** The kernel's list format, such as {@code 0-3,6}. */
    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static boolean move(int core) throws IOException {
        Process taskset = new ProcessBuilder(
                        "taskset",
                        "--all-tasks",
                        "--cpu-list",
                        "--pid",
                        Integer.toString(core),
                        Long.toString(ProcessHandle.current().pid()))
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
