package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuLookTest {
    private static final String GPU = "nvidia.com/gpu";
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant BOUND = Instant.parse("2026-03-04T11:00:00Z");
    private static final Instant FINISHED = Instant.parse("2026-03-04T11:30:00Z");
    private static final String TRUE =
            "{type: PodScheduled, status: \"True\", lastTransitionTime: \"2026-03-04T11:00:00Z\"}";

    private static Pod pod(int gpus, String status) {
        return Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: train, uid: one}
                        spec:
                          containers:
                            - name: train
                              resources: {requests: {nvidia.com/gpu: %d}}
                            - name: log
                        status: %s
                        """.formatted(gpus, status), Pod.class);
    }

    private static Seen seen(Holding holding, Instant at) {
        return new Seen("one", 1, holding, at);
    }

    @Test
    void a_pod_that_asks_for_none_is_not_looked_at() {
        Pod plain = pod(0, "{phase: Running, conditions: [" + TRUE + "]}");
        assertThat(GpuLook.at(plain, GPU, NOW)).isEmpty();
        assertThat(GpuLook.at(pod(1, "{phase: Running}"), "nvidia.com/gpu.shared", NOW))
                .isEmpty();
        assertThat(GpuLook.holds(plain, GPU)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{phase: Pending}",
                "{phase: Pending, conditions: [{type: PodScheduled, status: \"False\", lastTransitionTime: \"2026-03-04T11:00:00Z\"}]}"
            })
    void a_pod_without_a_node_waits(String status) {
        assertThat(GpuLook.at(pod(1, status), GPU, NOW)).containsExactly(seen(Holding.WAITING, NOW));
        assertThat(GpuLook.holds(pod(1, status), GPU)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Pending", "Running"})
    void a_pod_with_a_node_holds_them_since_it_was_bound(String phase) {
        Pod held = pod(1, "{phase: " + phase + ", conditions: [" + TRUE + "]}");
        assertThat(GpuLook.at(held, GPU, NOW))
                .containsExactly(seen(Holding.HOLDING, BOUND), seen(Holding.HOLDING, NOW));
        assertThat(GpuLook.holds(held, GPU)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Succeeded", "Failed"})
    void a_pod_that_has_ended_held_them_until_its_last_container_did(String phase) {
        Pod ended = pod(
                1,
                "{phase: " + phase + ", conditions: [" + TRUE + "], containerStatuses: ["
                        + "{state: {terminated: {finishedAt: \"2026-03-04T11:10:00Z\"}}},"
                        + "{state: {terminated: {finishedAt: \"2026-03-04T11:30:00Z\"}}}]}");
        assertThat(GpuLook.at(ended, GPU, NOW))
                .containsExactly(seen(Holding.HOLDING, BOUND), seen(Holding.ENDED, FINISHED));
        assertThat(GpuLook.holds(ended, GPU)).isFalse();
        Pod evicted = pod(1, "{phase: " + phase + ", conditions: [" + TRUE + "]}");
        assertThat(GpuLook.at(evicted, GPU, NOW)).last().isEqualTo(seen(Holding.ENDED, NOW));
    }

    @Test
    void containers_add_up_and_those_before_them_take_turns() {
        Pod pod = Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: train, uid: one}
                        spec:
                          initContainers:
                            - {name: warm, resources: {requests: {nvidia.com/gpu: 3}}}
                            - {name: check, resources: {requests: {nvidia.com/gpu: 1}}}
                          containers:
                            - {name: train, resources: {requests: {nvidia.com/gpu: 1}}}
                            - {name: eval, resources: {requests: {nvidia.com/gpu: 1}}}
                        """, Pod.class);
        assertThat(GpuLook.gpus(pod, GPU)).isEqualTo(3);
        pod.getSpec().setInitContainers(List.of());
        assertThat(GpuLook.gpus(pod, GPU)).isEqualTo(2);
    }
}
