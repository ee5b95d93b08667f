package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * What is written down of a sandbox so that another process can clear it away: one line each for its key, its files and
 * every process with its start time, since the pid alone may by then belong to somebody else.
 */
final class SandboxRecord {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;

    SandboxRecord(Path file) {
        this.file = file;
    }

    void begin(String key, Path files) {
        append("key " + key);
        append("files " + files);
    }

    void process(long pid) {
        ProcFs.startTime(pid).ifPresent(start -> append("process " + pid + " " + start));
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new SandboxException(Code.BROKEN, "Cannot write " + file, full);
        }
    }

    void reap(Confinement confinement) {
        List<String[]> lines = ProcFs.read(file)
                .orElse("")
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .toList();
        values(lines, "process").forEach(SandboxRecord::kill);
        values(lines, "key").forEach(confinement::reap);
        values(lines, "files").forEach(files -> Folders.delete(Path.of(files)));
    }

    private static List<String> values(List<String[]> lines, String key) {
        return lines.stream()
                .filter(parts -> parts[0].equals(key))
                .map(parts -> parts[1])
                .toList();
    }

    private static void kill(String pidAndStart) {
        String[] parts = pidAndStart.split(" ");
        long pid = Long.parseLong(parts[0]);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcFs.runs(pid, parts[1]) && System.nanoTime() < deadline) {
            ProcessHandle.of(pid).ifPresent(handle -> {
                handle.descendants().forEach(ProcessHandle::destroyForcibly);
                handle.destroyForcibly();
            });
            Pauses.sleep(Duration.ofMillis(5));
        }
    }
}
