package academy.ascent.grader.metrics;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus' own program for rule files, as Debian's package {@code prometheus} has it. It runs in bubblewrap, without a
 * network, and sees nothing but itself, the machine's libraries and one folder that it cannot write to.
 *
 * @param program the file
 */
public record Promtool(Path program) {
    private static final int MOST_OUTPUT_BYTES = 64 << 10;
    private static final long MOST_DATA_BYTES = 1L << 30;
    private static final String FOLDER = "/rules";
    private static final String INSIDE = "/promtool";

    /**
     * What came of a call.
     *
     * @param passed whether it found nothing wrong
     * @param output what it wrote, clipped
     */
    public record Answer(boolean passed, String output) {}

    /** The program on the path, if it and what it is run with are there. */
    public static Optional<Promtool> find() {
        boolean confined = onPath("bwrap").isPresent() && onPath("prlimit").isPresent();
        return onPath("promtool").filter(found -> confined).map(Promtool::new);
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs it in a folder; a run that does not end in time, or needs more than a gibibyte, has not passed.
     *
     * @param arguments files relative to the folder among them
     * @throws UncheckedIOException if it cannot be started
     */
    public Answer run(Path folder, Duration limit, List<String> arguments) {
        List<String> command = new ArrayList<>(confinement(folder, limit));
        command.add(INSIDE);
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            Thread watch = Thread.ofVirtual().start(() -> endAfter(process, limit));
            Answer answer = answer(process);
            watch.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while promtool ran", e);
        }
    }

    private List<String> confinement(Path folder, Duration limit) {
        List<String> command = new ArrayList<>(List.of(
                "prlimit", "--core=0", "--data=" + MOST_DATA_BYTES, "--cpu=" + (limit.toSeconds() + 1), "bwrap"));
        command.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        command.addAll(List.of("--clearenv", "--ro-bind", "/usr", "/usr"));
        for (String libraries : List.of("/lib", "/lib64")) {
            command.addAll(List.of("--ro-bind-try", libraries, libraries));
        }
        command.addAll(List.of("--ro-bind", program.toString(), INSIDE, "--ro-bind", folder.toString(), FOLDER));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", FOLDER, "--"));
        return command;
    }

    private static Answer answer(Process process) throws IOException, InterruptedException {
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
            boolean more = output.read() >= 0;
            if (more) {
                kill(process);
            }
            boolean passed = process.waitFor() == 0 && !more;
            return new Answer(
                    passed, passed || !said.isBlank() ? said : "it ended without a word, or was not done in time");
        }
    }

    private static void endAfter(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /** By its handle: the process itself would close the output that is being read. */
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }
}
