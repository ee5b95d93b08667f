package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodLogsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "It waits: ImagePullBackOff, Back-off pulling image | {waiting: {reason: ImagePullBackOff, message: Back-off pulling image}}",
                "It waits: PodInitializing                          | {waiting: {reason: PodInitializing}}",
                "It waits: it is not started yet                    | {waiting: {}}",
                "                                                   | {running: {}}",
                "                                                   | {terminated: {exitCode: 1}}",
            })
    void a_container_that_does_not_run_says_what_it_waits_for(String words, String state) {
        ContainerStatus container = Serialization.unmarshal("name: main\nstate: " + state, ContainerStatus.class);
        assertThat(PodLogs.waits(container).orElse(null)).isEqualTo(words);
    }

    @Test
    void an_overlong_line_loses_its_end() {
        assertThat(PodLogs.lines("one\n" + "x".repeat(5000) + "\n\nend"))
                .isEqualTo(List.of("one", "x".repeat(4096), "", "end"));
        assertThat(PodLogs.lines("")).isEmpty();
    }

    @Test
    void what_a_node_says_of_a_run_that_is_gone_is_no_log() {
        assertThat(PodLogs.isGone(List.of("unable to retrieve container logs for containerd://5ec281db")))
                .isTrue();
        assertThat(PodLogs.isGone(List.of("unable to retrieve the model"))).isFalse();
        assertThat(PodLogs.isGone(List.of("unable to retrieve container logs for me", "and more")))
                .isFalse();
        assertThat(PodLogs.isGone(List.of())).isFalse();
    }

    @Test
    void a_control_plane_is_known_by_its_labels() {
        assertThat(ControlPlane.isOf(labelled("{app: vcluster, release: sandbox, more: x}")))
                .isTrue();
        assertThat(ControlPlane.isOf(labelled("{app: vcluster, release: mine}")))
                .isFalse();
        assertThat(ControlPlane.isOf(new Pod("v1", "Pod", new ObjectMeta(), null, null)))
                .isFalse();
    }

    private static Pod labelled(String labels) {
        return Serialization.unmarshal("metadata: {name: one, labels: " + labels + "}", Pod.class);
    }
}
