package academy.ascent.sandbox.cluster;

import java.util.List;

/**
 * What came of adding up GPU time.
 *
 * @param uses of every sandbox whose class has GPUs
 * @param failures what could not be done and is left to the next time, in the API server's words where it refused
 */
public record GpuMetered(List<GpuUse> uses, List<String> failures) {

    public GpuMetered {
        uses = List.copyOf(uses);
        failures = List.copyOf(failures);
    }
}
