package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An admitted Job.
 *
 * @param cronJob the name of the CronJob that made it
 * @param completions how many pods must succeed; where it is empty, one, and the others then end by themselves
 * @param parallelism the most pods at once
 * @param backoffLimit the most failures that are forgiven
 * @param activeDeadline how long the whole may take
 */
public record JobWorkload(
        String name,
        Optional<String> cronJob,
        OptionalInt completions,
        int parallelism,
        int backoffLimit,
        Optional<Duration> activeDeadline,
        PodTemplate template)
        implements Workload {

    /** The same, made by a CronJob under a name of its own. */
    JobWorkload madeBy(String maker, String ownName) {
        return new JobWorkload(
                ownName, Optional.of(maker), completions, parallelism, backoffLimit, activeDeadline, template);
    }

    @Override
    public String kind() {
        return "Job";
    }

    @Override
    public int replicas() {
        return Math.min(parallelism, completions.orElse(parallelism));
    }
}
