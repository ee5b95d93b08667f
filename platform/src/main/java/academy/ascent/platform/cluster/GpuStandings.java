package academy.ascent.platform.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.GpuStanding;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whose turn it is to have GPUs, as this process knew it last. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class GpuStandings {
    private final ClusterSandboxes sandboxes;
    private final InstantSource clock;
    private volatile Map<SandboxName, GpuStanding> latest = Map.of();

    GpuStandings(ClusterSandboxes sandboxes, InstantSource clock) {
        this.sandboxes = sandboxes;
        this.clock = clock;
    }

    /** Empty where a class has none, for who has no minutes left, and before the first round. */
    Optional<GpuStanding> of(SandboxName sandbox) {
        return Optional.ofNullable(latest.get(sandbox));
    }

    /**
     * Gives GPUs to those whose turn it is.
     *
     * @return what could not be done and is left to the next round, a line each
     */
    List<String> refresh() {
        try {
            var queued = sandboxes.queueGpus(clock.instant());
            latest = queued.standings().stream()
                    .collect(Collectors.toUnmodifiableMap(GpuStanding::sandbox, Function.identity()));
            return queued.failures();
        } catch (SandboxException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The same at once for one that was just opened or resumed, if its class has any. */
    void serve(ClusterSandboxStatus sandbox) {
        if (sandbox.gpus().isPresent()) {
            refresh();
        }
    }
}
