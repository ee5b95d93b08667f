package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.GpuStanding;
import academy.ascent.site.cluster.ClusterPage.Turn;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClusterViewsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Turn turn(GpuStanding.State state) {
        return ClusterViews.turn(new GpuStanding(new SandboxName("learner-7"), "nvidia.com/gpu", 2, state));
    }

    @Test
    void whoWaitsReadsTheirPlaceAndWhoHasGivenThemBackMayAskAgain() {
        assertThat(turn(new GpuStanding.Granted()))
                .isEqualTo(new Turn("Its pods may have 2 nvidia.com/gpu.", Optional.empty(), false, false));
        assertThat(turn(new GpuStanding.Queued(3, 5, Optional.of(NOON))))
                .isEqualTo(new Turn("Place 3 of 5 in the queue for 2 nvidia.com/gpu.", Optional.of(NOON), true, false));
        assertThat(turn(new GpuStanding.Queued(1, 1, Optional.empty())))
                .isEqualTo(new Turn(
                        "Place 1 of 1 in the queue for 2 nvidia.com/gpu, more than the cluster has at the moment.",
                        Optional.empty(),
                        true,
                        false));
        assertThat(turn(new GpuStanding.GivenBack()))
                .isEqualTo(new Turn(
                        "None of its pods asked for 2 nvidia.com/gpu while others waited, so the next one has them.",
                        Optional.empty(),
                        false,
                        true));
    }
}
