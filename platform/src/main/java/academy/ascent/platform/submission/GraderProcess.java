package academy.ascent.platform.submission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The measuring process. It lives as long as its standard input stays open, which ends with this process however it dies, and
 * takes everything that it started along.
 */
final class GraderProcess implements AutoCloseable {
    private static final int LAST_WORDS = 20;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;
    private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final ArrayDeque<String> lastWords = new ArrayDeque<>();

    private GraderProcess(Process process) {
        this.process = process;
    }

    static GraderProcess start(List<String> command, Path folder) {
        try {
            var grader = new GraderProcess(
                    new ProcessBuilder(command).directory(folder.toFile()).start());
            Thread.ofVirtual().name("grader-lines").start(grader::readLines);
            Thread.ofVirtual().name("grader-errors").start(grader::readErrors);
            return grader;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the grader", e);
        }
    }

    /** Writes a line to its input; false if it has ended. */
    boolean tell(String line) {
        try {
            process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return process.isAlive();
        } catch (IOException _) {
            return false;
        }
    }

    /** How the wait for a line ended. */
    sealed interface Next {
        record Line(String text) implements Next {}

        /** The process ended. */
        record Ended() implements Next {}

        /** Nothing came in time. */
        record Silent() implements Next {}
    }

    Next next(Duration patience) {
        try {
            var line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                return new Next.Silent();
            }
            return line.<Next>map(Next.Line::new).orElseGet(Next.Ended::new);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Next.Ended();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that it wrote for people, for the log of the platform. */
    String lastWords() {
        synchronized (lastWords) {
            return String.join(" | ", lastWords);
        }
    }

    /** How it ended, or how it stands. */
    String status() {
        return process.isAlive() ? "still running" : "exit code " + process.exitValue();
    }

    /** Ends the process: it closes its sandboxes when its input ends; what does not end by itself is killed. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // A pipe that is broken already says the same to the other side.
        }
        var interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(GRACE)) {
                process.destroy();
                if (!process.waitFor(GRACE)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLines() {
        read(process.getInputStream(), line -> lines.add(Optional.of(line)));
        lines.add(Optional.empty());
    }

    private void readErrors() {
        read(process.getErrorStream(), line -> {
            synchronized (lastWords) {
                lastWords.add(line);
                if (lastWords.size() > LAST_WORDS) {
                    lastWords.removeFirst();
                }
            }
        });
    }

    private static void read(InputStream stream, java.util.function.Consumer<String> line) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                line.accept(text);
            }
        } catch (IOException _) {
            // The stream breaks when the process is killed; its end is told besides.
        }
    }
}
