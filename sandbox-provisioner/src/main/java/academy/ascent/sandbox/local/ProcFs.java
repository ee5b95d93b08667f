package academy.ascent.sandbox.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells about a process below /proc. */
final class ProcFs {
    private static final Path PROC = Path.of("/proc");
    private static final int START_TIME_FIELD = 19; // counted after the command's closing bracket

    private ProcFs() {}

    /** When a process started, in clock ticks since boot; with the pid it names a process for ever. */
    static Optional<String> startTime(long pid) {
        return stat(pid).map(fields -> fields.get(START_TIME_FIELD));
    }

    static boolean runs(long pid, String startTime) {
        return stat(pid)
                .filter(fields -> fields.get(START_TIME_FIELD).equals(startTime))
                .filter(fields -> !fields.getFirst().equals("Z"))
                .isPresent();
    }

    /** User and system time in clock ticks (hundredths of a second), with those of its ended children. */
    static long cpuTicks(long pid) {
        return stat(pid)
                .map(fields -> fields.subList(11, 15).stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .orElse(0L);
    }

    /** The memory that a process holds for itself, without files and what it shares, in bytes. */
    static long ownBytes(long pid) {
        return read(PROC.resolve(pid + "/status")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.split("\\s+")[1]))
                .sum();
    }

    /** How long a process's living threads have waited for a core, by the kernel's run queues. */
    static Duration queued(long pid) {
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            return Duration.ofNanos(threads.flatMap(thread -> read(thread.resolve("schedstat")).stream())
                    .mapToLong(text -> Long.parseLong(text.split(" ")[1]))
                    .sum());
        } catch (IOException | UncheckedIOException gone) {
            return Duration.ZERO;
        }
    }

    private static Optional<List<String>> stat(long pid) {
        return read(PROC.resolve(pid + "/stat"))
                .map(text -> List.of(text.substring(text.lastIndexOf(')') + 2).split(" ")));
    }

    /** Whether something in the process's network listens on a port of 127.0.0.2 or of every address. */
    static boolean listens(long pid, int port) {
        String wanted = "%04X".formatted(port);
        return listens(PROC.resolve(pid + "/net/tcp"), List.of("00000000:" + wanted, "0200007F:" + wanted))
                || listens(
                        PROC.resolve(pid + "/net/tcp6"),
                        List.of("0".repeat(32) + ":" + wanted, "0000000000000000FFFF00000200007F:" + wanted));
    }

    private static boolean listens(Path table, List<String> addresses) {
        return read(table)
                .map(text -> text.lines()
                        .map(line -> line.trim().split("\\s+"))
                        .anyMatch(columns ->
                                columns.length > 3 && columns[3].equals("0A") && addresses.contains(columns[1])))
                .orElse(false);
    }

    /** The figure that follows a name in a file of names and figures; 0 if it is not there. */
    static long figure(Path file, String name) {
        return read(file)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(name + " ")).findFirst())
                .map(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .orElse(0L);
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
