package academy.ascent.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was measured on.
 *
 * @param loadAverage of the last minute before the bench; all of it is neighbours
 */
public record Machine(String processor, int cores, String kernel, String jdk, double loadAverage) {
    /** This machine now. */
    public static Machine now() {
        try {
            String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
            return new Machine(
                    processor,
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.version"),
                    System.getProperty("java.vm.version"),
                    loadAverageNow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the same but for its load. */
    public boolean isSameAs(Machine other) {
        return new Machine(processor, cores, kernel, jdk, other.loadAverage).equals(other);
    }

    /** The load average of the last minute. */
    public static double loadAverageNow() {
        try {
            String load = Files.readString(Path.of("/proc/loadavg"));
            return Double.parseDouble(load.substring(0, load.indexOf(' ')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
