package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.ClusterPod;
import academy.ascent.sandbox.cluster.ContainerLog;
import academy.ascent.site.cluster.PodLogPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WorkViewsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static PodLogPart part(String note, List<ContainerLog> logs) {
        return WorkViews.log(
                new ClusterPod(
                        "web-x-mine-x-sandbox", "mine/web", "Running", note, true, 1, NOON, List.of("main"), false),
                logs);
    }

    @Test
    void aPodIsCalledAsItsLearnerCallsItAndARunBeforeARestartSaysSo() {
        assertThat(part(
                        "",
                        List.of(
                                new ContainerLog("main", true, "", List.of("it fails")),
                                new ContainerLog("main", false, "It waits: CrashLoopBackOff", List.of()))))
                .isEqualTo(new PodLogPart(
                        "mine/web",
                        Optional.empty(),
                        List.of(
                                new PodLogPart.Log("Before the restart, container", "main", "", List.of("it fails")),
                                new PodLogPart.Log("Container", "main", "It waits: CrashLoopBackOff", List.of()))));
    }

    @Test
    void aPodThatNoNodeHasBegunSaysWhy() {
        assertThat(part("", List.of()).finding()).contains("None of its containers has been started yet.");
        assertThat(part("0/1 nodes are available", List.of()).finding())
                .contains("None of its containers has been started yet: 0/1 nodes are available");
    }
}
