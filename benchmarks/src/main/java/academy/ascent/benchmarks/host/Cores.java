package academy.ascent.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two cores of this machine: servers run on one, the load on the other, so that neither takes from the other. */
public final class Cores {
    static final String SERVER = "0";
    static final String LOAD = "1";

    private Cores() {}

    /** Keeps this process, all of its threads, off the servers' core. */
    public static void moveToLoadCore() {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new CannotMeasure("the bench reads /proc and needs Linux");
        }
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new CannotMeasure("the bench needs two cores: one for the server, one for the load");
        }
        run(List.of(
                "taskset", "-acp", LOAD, Long.toString(ProcessHandle.current().pid())));
    }

    /** The number of the servers' core. */
    public static int server() {
        return Integer.parseInt(SERVER);
    }

    /** What stands before a server's command. */
    static List<String> serverPrefix() {
        return List.of("taskset", "-c", SERVER);
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new CannotMeasure("this process may not choose its core: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new CannotMeasure("taskset is missing; install util-linux", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }
}
