package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Isolation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WarmWishesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** Nobody takes one that was made ahead for a grading. */
    @Test
    void gradingsAreNoStarts() {
        var learners = status("learner-1", "cpu-small", Isolation.NAMESPACE);
        var others = status("learner-2", "cpu-large", Isolation.NAMESPACE);
        var grading = status("grade-1", "cpu-small", Isolation.MEASURED);
        assertThat(WarmWishes.starts("cpu-small", List.of(learners, others, grading)))
                .containsExactly(NOON);
    }

    private static ClusterSandboxStatus status(String name, String sandboxClass, Isolation isolation) {
        return new ClusterSandboxStatus(
                new SandboxName(name),
                new SandboxName(name),
                sandboxClass,
                "somebody",
                isolation,
                Phase.OPEN,
                NOON,
                NOON,
                Optional.empty(),
                Optional.empty());
    }
}
