package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.MachineTimes;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a node's hand tells of the processes of some containers.
 *
 * <p>Source: proc_pid_stat(5), proc_stat(5); Linux, "Scheduler Statistics" (schedstat).
 *
 * @param node what the node's processors do
 * @param cpuTime of living processes and of those that they waited for
 * @param residentBytes pages that several share count for each
 * @param queued how long living threads have waited for a processor
 */
record HandReport(MachineTimes node, Duration cpuTime, long residentBytes, Duration queued) {
    /** On every Linux that Kubernetes runs on. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final long KIB = 1024;

    /** The columns of a process after its name: utime, stime, cutime and cstime. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /**
     * Lines of {@code node-hand.sh}.
     *
     * @throws SandboxException with code {@code BROKEN} if they are something else
     */
    static HandReport read(List<String> lines) {
        try {
            return new HandReport(
                    node(lines),
                    TICK.multipliedBy(sum(lines, "process ", HandReport::ticks)),
                    KIB * sum(lines, "resident ", Long::parseLong),
                    Duration.ofNanos(sum(lines, "thread ", line -> column(line, 1))));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException mangled) {
            throw new SandboxException(Code.BROKEN, "A node's hand tells nothing that can be read: " + lines, mangled);
        }
    }

    private static MachineTimes node(List<String> lines) {
        long[] ticks = Arrays.stream(only(lines, "processors cpu").strip().split("\\s+", -1))
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
        long total = Arrays.stream(ticks).sum();
        long idle = ticks[3] + ticks[4];
        return new MachineTimes(
                Set.of(only(lines, "boot ")),
                TICK.multipliedBy(total),
                TICK.multipliedBy(total - idle - ticks[7]),
                TICK.multipliedBy(ticks[7]));
    }

    private static String only(List<String> lines, String word) {
        return of(lines, word).findFirst().orElseThrow(() -> new IllegalArgumentException("There is no " + word));
    }

    private static long sum(List<String> lines, String word, ToLongFunction<String> value) {
        return of(lines, word).mapToLong(value).sum();
    }

    private static Stream<String> of(List<String> lines, String word) {
        return lines.stream().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length()));
    }

    /** A process may have a bracket in its name, but none comes after it. */
    private static long ticks(String process) {
        String columns = process.substring(process.lastIndexOf(')') + 1).strip();
        long ticks = 0;
        for (int time = 0; time < TIMES; time++) {
            ticks += column(columns, FIRST_TIME + time);
        }
        return ticks;
    }

    private static long column(String line, int index) {
        return Long.parseLong(line.split("\\s+", -1)[index]);
    }
}
