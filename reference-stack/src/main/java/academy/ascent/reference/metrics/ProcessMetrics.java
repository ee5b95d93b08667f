package academy.ascent.reference.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What this process takes of the machine. What Java's management classes know is asked for at the first scrape only. */
public final class ProcessMetrics implements MetricsSource {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    @Override
    public void write(Exposition page) {
        page.family("process_cpu_seconds_total", "counter", "CPU time of the process.");
        page.sample("process_cpu_seconds_total", "", cpuSeconds());
        page.family("process_resident_memory_bytes", "gauge", "Memory of the process that is not swapped out.");
        page.sample("process_resident_memory_bytes", "", residentBytes());
        page.family("process_threads", "gauge", "Threads of the process, native ones included.");
        page.sample("process_threads", "", statusValue("Threads:"));
        Runtime runtime = Runtime.getRuntime();
        page.family("jvm_memory_heap_used_bytes", "gauge", "Java heap in use, garbage included.");
        page.sample("jvm_memory_heap_used_bytes", "", runtime.totalMemory() - runtime.freeMemory());
        page.family("jvm_memory_heap_max_bytes", "gauge", "The greatest size of the Java heap.");
        page.sample("jvm_memory_heap_max_bytes", "", runtime.maxMemory());
        writeCollectors(page);
    }

    private static void writeCollectors(Exposition page) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        page.family("jvm_gc_pause_seconds_total", "counter", "Time for which collections stopped the process.");
        for (GarbageCollectorMXBean each : collectors) {
            page.sample("jvm_gc_pause_seconds_total", collector(each), each.getCollectionTime() / 1e3);
        }
        page.family("jvm_gc_collections_total", "counter", "Collections.");
        for (GarbageCollectorMXBean each : collectors) {
            page.sample("jvm_gc_collections_total", collector(each), each.getCollectionCount());
        }
    }

    private static String collector(GarbageCollectorMXBean bean) {
        return Exposition.label("collector", bean.getName());
    }

    static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }

    /** 0 where the system does not tell. */
    static long residentBytes() {
        return statusValue("VmRSS:") * KIB;
    }

    private static long statusValue(String key) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException _) {
            // Not Linux.
        }
        return 0;
    }
}
