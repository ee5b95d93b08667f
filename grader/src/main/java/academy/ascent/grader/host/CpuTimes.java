package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The first line of {@code /proc/stat}: time of all cores together, in clock ticks.
 *
 * @param total everything, idle too
 * @param busy user, nice, system, interrupts
 * @param steal what the hypervisor gave to others
 */
record CpuTimes(long total, long busy, long steal) {

    static CpuTimes read() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read /proc/stat, so the host cannot be watched", e);
        }
    }

    static CpuTimes parse(List<String> lines) {
        String[] fields = lines.getFirst().trim().split("\\s+", -1);
        long[] ticks = new long[8];
        for (int i = 0; i < ticks.length && i + 1 < fields.length; i++) {
            ticks[i] = Long.parseLong(fields[i + 1]);
        }
        long total = 0;
        for (long tick : ticks) {
            total += tick;
        }
        long idle = ticks[3] + ticks[4];
        return new CpuTimes(total, total - idle - ticks[7], ticks[7]);
    }
}
