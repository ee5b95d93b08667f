package academy.ascent.benchmarks.drift;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param wall seconds on the clock
 * @param cpu seconds of processor time of the whole process, collector and compiler included
 */
public record Timing(double wall, double cpu) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Timing of(Runnable action) {
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        action.run();
        return new Timing((System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
}
