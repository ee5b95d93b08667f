package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An admitted Job.
 *
 * @param completions how many pods must succeed; where it is empty, one, and the others then end by themselves
 * @param parallelism the most pods at once
 * @param backoffLimit the most failures that are forgiven
 * @param activeDeadline how long the whole may take
 */
public record JobWorkload(
        String name,
        OptionalInt completions,
        int parallelism,
        int backoffLimit,
        Optional<Duration> activeDeadline,
        PodTemplate template)
        implements Workload {

    @Override
    public String kind() {
        return "Job";
    }

    @Override
    public int replicas() {
        return Math.min(parallelism, completions.orElse(parallelism));
    }
}
