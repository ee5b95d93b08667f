package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.Resources;
import java.util.ArrayList;
import java.util.List;

/** What a JVM must be told of its limits, since it sees no control group from inside. */
final class JvmOptions {
    private static final int HEAP_PERCENT = 40;
    private static final int WHOLE_CORE = 1000;

    private JvmOptions() {}

    static List<String> from(Resources resources) {
        long heapMebibytes = Math.max(8, (resources.memoryLimitBytes() >> 20) * HEAP_PERCENT / 100);
        int processors = Math.max(1, Math.ceilDiv(resources.cpuLimitMillis(), 1000));
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + processors,
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError"));
        if (resources.cpuLimitMillis() < WHOLE_CORE) {
            // The second compiler would take its time from the first requests, and few come after them.
            options.add("-XX:TieredStopAtLevel=1");
            // Nor is what an AOT cache's training ran often compiled before it is called: that is a tenth of a start.
            options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining"));
        }
        return options;
    }
}
