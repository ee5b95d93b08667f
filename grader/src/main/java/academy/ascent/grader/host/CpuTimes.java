package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines of {@code /proc/stat}: time of some cores together, in clock ticks.
 *
 * @param total everything, idle too
 * @param busy user, nice, system, interrupts
 * @param steal what the hypervisor gave to others
 */
record CpuTimes(long total, long busy, long steal) {

    /** Of the given cores, of all for none. */
    static CpuTimes read(List<Integer> cores) {
        try {
            return parse(Files.readAllLines(Path.of("/proc/stat")), cores);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read /proc/stat, so the host cannot be watched", e);
        }
    }

    static CpuTimes parse(List<String> lines, List<Integer> cores) {
        List<String> names = cores.isEmpty()
                ? List.of("cpu ")
                : cores.stream().map(core -> "cpu" + core + " ").toList();
        return lines.stream()
                .filter(line -> names.stream().anyMatch(line::startsWith))
                .map(CpuTimes::parse)
                .reduce(new CpuTimes(0, 0, 0), CpuTimes::plus);
    }

    private static CpuTimes parse(String line) {
        String[] fields = line.trim().split("\\s+", -1);
        long[] ticks = new long[8];
        long total = 0;
        for (int i = 0; i < ticks.length && i + 1 < fields.length; i++) {
            ticks[i] = Long.parseLong(fields[i + 1]);
            total += ticks[i];
        }
        long idle = ticks[3] + ticks[4];
        return new CpuTimes(total, total - idle - ticks[7], ticks[7]);
    }

    private CpuTimes plus(CpuTimes other) {
        return new CpuTimes(total + other.total, busy + other.busy, steal + other.steal);
    }
}
