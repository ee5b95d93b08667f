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

    /** Writes a value into all files of a name in a folder and those below it. */
    static void writeAll(@Nullable Path folder, String name, String value) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path file : below.filter(path -> path.endsWith(name)).toList()) {
                Files.writeString(file, value);
            }
        } catch (IOException | UncheckedIOException gone) {
            // Whoever asks looks again.
        }
    }

    String mode();

    /** A group's folders, one in each hierarchy. */
    List<Path> folders(String group);

    /** The one of a group's folders that limits memory. */
    Path memory(String group);

    /** Lets a group have limited groups below it. */
    void allowChildren(String group) throws IOException;

    void weigh(String group, Weight weight) throws IOException;

    /** Whether a group has a weight, as the kernel reads it back. */
    boolean hasWeight(String group, Weight weight);

    void limit(String group, Resources resources, int processes) throws IOException;

    /**
     * Prepares a group and those below it for the end of all their processes: none may start another one, so that killing
     * them one by one comes to an end, and no CPU limit holds up the dying.
     */
    void letDie(String group);

    long outOfMemoryKills(String group);

    Duration cpuTime(String group);

    /** Memory that processes hold, without the page cache, in bytes. */
    long memoryBytes(String group);
}
