package academy.ascent.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** CPU time as the kernel counts it, in its ticks of 10 ms; see {@code proc(5)}. */
public final class CpuClock {
    private static final long TICK_MILLIS = 10;
    /** Counted from the state, which is the first field after the command's closing bracket. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private CpuClock() {}

    /** What a process has used so far; nothing if it has ended. */
    public static Duration ofProcess(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return ticks(Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
        } catch (NoSuchFileException _) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all processes together have used of a core so far. */
    static Duration ofCore(String core) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/stat"));
            for (String line : lines) {
                String[] fields = line.split(" +");
                if (fields[0].equals("cpu" + core)) {
                    return ticks(busy(fields));
                }
            }
            throw new CannotMeasure("/proc/stat does not tell of core " + core);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** user, nice, system, irq, softirq and steal; neither idle nor waiting for disks. */
    private static long busy(String[] fields) {
        long sum = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            sum += Long.parseLong(fields[field]);
        }
        return sum;
    }

    private static Duration ticks(long count) {
        return Duration.ofMillis(count * TICK_MILLIS);
    }
}
