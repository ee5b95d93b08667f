package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneTest {

    private static Pod pod(String status) {
        return Serialization.unmarshal(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: sandbox-0}\nstatus: " + status, Pod.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | its pod is not yet ready",
                "{conditions: [{type: PodScheduled, status: 'False', message: no node fits}]} | no node fits",
                "{conditions: [{type: Ready, status: 'False'}], containerStatuses: [{name: syncer, state: {running: {}}}]}"
                        + " | its pod is not yet ready",
                "{containerStatuses: [{name: syncer, state: {waiting: {reason: ContainerCreating}}}]}"
                        + " | syncer: ContainerCreating",
                "{initContainerStatuses: [{name: kubernetes, state: {waiting: {reason: ImagePullBackOff, message: gone}}}],"
                        + " containerStatuses: [{name: syncer, state: {waiting: {reason: PodInitializing}}}]}"
                        + " | kubernetes: ImagePullBackOff, gone"
            })
    void what_it_waits_for_is_told(String status, String reason) {
        assertThat(ControlPlane.missing(pod(status))).contains(reason);
    }

    @Test
    void it_waits_for_nothing_once_its_pod_is_ready() {
        Pod ready = pod("{conditions: [{type: Ready, status: 'True'}]}");
        assertThat(ControlPlane.missing(ready)).isEmpty();
        ready.getMetadata().setDeletionTimestamp("2026-03-01T12:00:00Z");
        assertThat(ControlPlane.missing(ready)).contains("its last pod is ending");
        assertThat(ControlPlane.missing(null)).contains("its pod is not yet made");
    }
}
