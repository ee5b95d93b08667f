package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodLookTest {
    private static final String MADE = "2026-03-02T12:00:00Z";

    private static ClusterPod look(String status) {
        String yaml = "metadata: {name: web-1, creationTimestamp: \"" + MADE + "\"}\nstatus: " + status;
        return PodLook.at(Serialization.unmarshal(yaml, Pod.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Running           |                                    | {phase: Running, containerStatuses: [{name: a, state: {running: {}}}]}",
                "Pending           | 0/3 nodes are available            | {phase: Pending, conditions: [{type: PodScheduled, status: 'False', message: 0/3 nodes are available}]}",
                "ImagePullBackOff  | Back-off pulling image             | {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ImagePullBackOff, message: Back-off pulling image}}}]}",
                "OOMKilled         | It ended with exit code 137        | {phase: Running, containerStatuses: [{name: a, state: {terminated: {reason: OOMKilled, exitCode: 137}}}]}",
                "Error             | It ended with exit code 2          | {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 2}}}]}",
                "Error             | It ended with exit code 1          | {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 1}}}], containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]}",
                "Succeeded         |                                    | {phase: Succeeded, containerStatuses: [{name: a, state: {terminated: {reason: Completed, exitCode: 0}}}]}",
                "Evicted           | The node was low on resource       | {phase: Failed, reason: Evicted, message: The node was low on resource}",
                "Pending           |                                    | {}",
            })
    void its_trouble_goes_before_its_phase(String doing, String note, String status) {
        assertThat(look(status))
                .extracting(ClusterPod::doing, ClusterPod::note)
                .containsExactly(doing, note == null ? "" : note);
    }

    @Test
    void restarts_of_all_containers_are_added_up_and_what_is_ready_says_so() {
        assertThat(look("""
                {phase: Running, conditions: [{type: Ready, status: 'True'}], containerStatuses:
                  [{name: a, restartCount: 2}, {name: b, restartCount: 1}]}
                """))
                .isEqualTo(new ClusterPod(
                        "web-1", "web-1", "Running", "", true, 3, Instant.parse(MADE), List.of(), false));
    }

    @Test
    void containers_that_run_are_told_as_the_pod_lists_them_its_own_first() {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: web-1, creationTimestamp: "2026-03-02T12:00:00Z"}
                spec:
                  initContainers: [{name: once}, {name: beside}]
                  containers: [{name: web}, {name: agent}, {name: late}, {name: new}]
                status:
                  initContainerStatuses: [{name: once, state: {terminated: {exitCode: 0}}}, {name: beside, state: {running: {}}}]
                  containerStatuses: [{name: agent, state: {running: {}}}, {name: late, state: {waiting: {}}}, {name: new}, {name: web, state: {running: {}}}]
                """, Pod.class);
        assertThat(PodLook.at(pod).running()).containsExactly("web", "agent", "beside");
    }

    @Test
    void a_pod_of_a_virtual_cluster_is_called_as_in_there() {
        Pod pod = Serialization.unmarshal(
                "metadata: {name: web-1-x-mine-x-sandbox, creationTimestamp: \"" + MADE
                        + "\", annotations: {vcluster.loft.sh/object-name: web-1, vcluster.loft.sh/object-namespace: mine}}",
                Pod.class);
        assertThat(PodLook.at(pod))
                .extracting(ClusterPod::name, ClusterPod::called)
                .containsExactly("web-1-x-mine-x-sandbox", "mine/web-1");
    }

    @Test
    void what_is_being_deleted_is_terminating_whatever_else_it_says() {
        Pod pod = Serialization.unmarshal(
                "metadata: {name: web-1, creationTimestamp: \"" + MADE + "\", deletionTimestamp: \"" + MADE
                        + "\"}\nstatus: {phase: Running}",
                Pod.class);
        assertThat(PodLook.at(pod).doing()).isEqualTo("Terminating");
    }
}
