package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTerminalsTest {
    /** A node lists what it runs by name. */
    private static final Pod POD = Serialization.unmarshal("""
            metadata: {name: web}
            spec: {containers: [{name: main}, {name: beside}, {name: ended}, {name: waiting}, {name: new}]}
            status:
              initContainerStatuses: [{name: sidecar, state: {running: {}}}, {name: before, state: {terminated: {exitCode: 0}}}]
              containerStatuses:
                - {name: beside, state: {running: {}}}
                - {name: ended, state: {terminated: {exitCode: 1}}}
                - {name: main, state: {running: {}}}
                - {name: waiting, state: {waiting: {reason: CrashLoopBackOff}}}
                - {name: new}
            """, Pod.class);

    @Test
    void the_first_of_a_pod_is_taken_unless_another_is_named() {
        assertThat(PodTerminals.running(POD, Optional.empty())).isEqualTo("main");
        assertThat(PodTerminals.running(POD, Optional.of("beside"))).isEqualTo("beside");
        assertThat(PodTerminals.running(POD, Optional.of("sidecar"))).isEqualTo("sidecar");
    }

    @ParameterizedTest
    @CsvSource({
        "ended, The container ended of the pod web does not run",
        "waiting, The container waiting of the pod web does not run",
        "new, The container new of the pod web does not run",
        "before, The container before of the pod web does not run",
        "other, The pod web has no container other",
    })
    void one_that_does_not_run_has_no_terminal(String container, String words) {
        assertThatThrownBy(() -> PodTerminals.running(POD, Optional.of(container)))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        none -> assertThat(none.code()).isEqualTo(SandboxException.Code.NOT_FOUND))
                .hasMessage(words);
    }
}
