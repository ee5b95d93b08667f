package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether it is a sandbox's turn to have GPUs.
 *
 * @param resource as Kubernetes names it, for example {@code nvidia.com/gpu}
 * @param gpus how many of them
 */
public record GpuStanding(SandboxName sandbox, String resource, int gpus, State state) {

    /** Where it stands. */
    public sealed interface State {}

    /** Its pods may have them. */
    public record Granted() implements State {}

    /**
     * It waits.
     *
     * @param position from 1
     * @param of how many wait
     * @param expected when it presumably has them, if those before it use all the time that they have; empty if the cluster
     *     has not so many
     */
    public record Queued(int position, int of, Optional<Instant> expected) implements State {}

    /** It had them, and while others waited none of its pods asked for one for as long as its class calls idle. */
    public record GivenBack() implements State {}
}
