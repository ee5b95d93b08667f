package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.time.Instant;

/**
 * GPU time of a sandbox's learner in a week.
 *
 * @param resource as Kubernetes names it, for example {@code nvidia.com/gpu}
 * @param used in all of the learner's sandboxes, added up over the GPUs
 * @param aWeek how much a week this sandbox's class allows
 * @param until when the week ends
 */
public record GpuUse(SandboxName sandbox, String owner, String resource, Duration used, Duration aWeek, Instant until) {

    /** Whether no GPU may be held until the week ends. */
    public boolean isSpent() {
        return used.compareTo(aWeek) >= 0;
    }
}
