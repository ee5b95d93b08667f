package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control groups of this kernel, by their version; a group is named by its path below the root. */
sealed interface Cgroups permits CgroupsV1, CgroupsV2 {
    int CPU_PERIOD_MICROS = 100_000;
    int LEAST_QUOTA_MICROS = 1000;

    /** The CPU time of each period; the kernel takes no less than a millisecond. */
    static long quotaMicros(Resources resources) {
        return Math.max(LEAST_QUOTA_MICROS, (long) resources.cpuLimitMillis() * CPU_PERIOD_MICROS / 1000);
    }

    /** Sets the greatest number of processes of a folder and of those below it to none; those that run go on. */
    static void forbidForks(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path limit : below.filter(path -> path.endsWith("pids.max")).toList()) {
                Files.writeString(limit, "0");
            }
        } catch (IOException | UncheckedIOException gone) {
            // Whoever asks looks again.
        }
    }

    String mode();

    /** A group's folders, one in each hierarchy. */
    List<Path> folders(String group);

    /** Lets a group have limited groups below it. */
    void allowChildren(String group) throws IOException;

    void weigh(String group, Weight weight) throws IOException;

    /** Whether a group has a weight, as the kernel reads it back. */
    boolean hasWeight(String group, Weight weight);

    void limit(String group, Resources resources, int processes) throws IOException;

    /** Lets no process of a group or below start another one, so that killing them one by one comes to an end. */
    void forbidForks(String group);

    long outOfMemoryKills(String group);

    Duration cpuTime(String group);

    /** Memory that processes hold, without the page cache, in bytes. */
    long memoryBytes(String group);
}
