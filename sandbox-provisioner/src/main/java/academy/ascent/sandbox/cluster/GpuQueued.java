package academy.ascent.sandbox.cluster;

import java.util.List;

/**
 * What came of giving GPUs to those whose turn it is.
 *
 * @param standings of every open sandbox whose class has GPUs and whose learner has minutes left
 * @param failures what could not be done and is left to the next time, in the API server's words where it refused
 */
public record GpuQueued(List<GpuStanding> standings, List<String> failures) {

    public GpuQueued {
        standings = List.copyOf(standings);
        failures = List.copyOf(failures);
    }
}
