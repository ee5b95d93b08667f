package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A platform that dies at any step of a sandbox's life leaves one that the next platform goes on with, or sweeps away. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class DeathE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";

    private GivenClusterSandboxes given;

    /** Passes by whoever catches exceptions. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        given = new GivenClusterSandboxes(cluster);
        // A sweep of somebody's own cluster would not stop at the sandboxes of tests.
        SimulatedNodes.assumePlayed(cluster);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    private static Consumer<Progress> dyingAt(Step step) {
        return progress -> {
            if (progress.step() == step) {
                throw new Died();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LOOKING",
                "MAKING_NAMESPACE",
                "MAKING_BOUNDS",
                "WAITING_FOR_QUOTA",
                "MAKING_WORKLOADS",
                "WAITING_FOR_CONTROL_PLANE",
                "RECORDING_OUTCOME"
            })
    void opening_is_gone_on_with(Step step) {
        ClusterRequest request = given.request(A, Isolation.VIRTUAL_CLUSTER);
        given.volume(A);
        assertThatThrownBy(() -> given.platform(CLOCK).open(request, dyingAt(step)))
                .isInstanceOf(Died.class);
        assertThat(given.platform(CLOCK).open(request, Progress.UNHEARD).phase())
                .isEqualTo(Phase.OPEN);
        assertEverythingIsThereOnce(request);
        assertNothingIsLeftAfterClosing();
    }

    /** Nobody asks again, and the class's time passes. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_BOUNDS", "WAITING_FOR_QUOTA", "MAKING_WORKLOADS", "RECORDING_OUTCOME"})
    void an_opening_that_nobody_goes_on_with_is_swept_away(Step step) {
        ClusterRequest request = given.request(A, Isolation.NAMESPACE);
        ClusterSandboxes dead =
                given.platform(InstantSource.fixed(CLOCK.instant().minus(Duration.ofHours(1))));
        assertThatThrownBy(() -> dead.open(request, dyingAt(step))).isInstanceOf(Died.class);
        assertThat(given.platform(CLOCK).sweep(CLOCK.instant())).contains(new Swept(given.name(A), new Swept.Closed()));
        assertNothingIsLeftAfterClosing();
    }

    @ParameterizedTest
    @EnumSource(names = {"WAITING_FOR_QUOTA", "STOPPING_WORKLOADS", "WAITING_FOR_PODS", "RECORDING_OUTCOME"})
    void suspending_is_gone_on_with(Step step) {
        givenAPod();
        assertThatThrownBy(() -> given.platform(CLOCK).suspend(given.name(A), dyingAt(step)))
                .isInstanceOf(Died.class);
        assertThat(phase()).isEqualTo(Phase.SUSPENDING);
        assertThat(given.platform(CLOCK).sweep(CLOCK.instant()))
                .contains(new Swept(given.name(A), new Swept.Suspended()));
        assertThat(phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(given.pods(A)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ALLOWING_PODS", "WAKING_WORKLOADS", "RECORDING_OUTCOME"})
    void resuming_is_gone_on_with(Step step) {
        givenAPod();
        given.platform(CLOCK).suspend(given.name(A), Progress.UNHEARD);
        assertThatThrownBy(() -> given.platform(CLOCK).resume(given.name(A), dyingAt(step)))
                .isInstanceOf(Died.class);
        assertThat(phase()).isEqualTo(Phase.RESUMING);
        assertThat(given.platform(CLOCK).sweep(CLOCK.instant()))
                .contains(new Swept(given.name(A), new Swept.Resumed()));
        assertThat(phase()).isEqualTo(Phase.OPEN);
        given.client()
                .pods()
                .inNamespace(given.namespace(A))
                .resource(GivenClusterSandboxes.pod("again"))
                .create();
    }

    /** A process of its own, which stands still at the step and gets SIGKILL there. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_NAMESPACE", "MAKING_BOUNDS", "WAITING_FOR_QUOTA", "RECORDING_OUTCOME"})
    void a_killed_process_is_gone_on_from(Step step) throws Exception {
        OpeningProcess.killedAt(step, given.client(), given.name(A), "cpu-small");
        ClusterRequest request = given.request(A, Isolation.NAMESPACE);
        assertThat(given.platform(CLOCK).open(request, Progress.UNHEARD).phase())
                .isEqualTo(Phase.OPEN);
        assertEverythingIsThereOnce(request);
        assertNothingIsLeftAfterClosing();
    }

    private void givenAPod() {
        given.platform(CLOCK).open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        given.client()
                .pods()
                .inNamespace(given.namespace(A))
                .resource(GivenClusterSandboxes.pod("bare"))
                .create();
    }

    private Phase phase() {
        return given.platform(CLOCK).find(given.name(A)).orElseThrow().phase();
    }

    private void assertEverythingIsThereOnce(ClusterRequest request) {
        SandboxObjects objects = SandboxObjects.of(request.sandbox(), SETTINGS);
        List<HasMetadata> all = Stream.concat(objects.bounds().stream(), objects.workloads().stream())
                .toList();
        assertThat(all)
                .allSatisfy(object ->
                        assertThat(given.client().resource(object).get()).isNotNull());
        assertThat(given.platform(CLOCK).list())
                .filteredOn(status -> status.name().equals(given.name(A)))
                .hasSize(1);
        assertThat(given.client()
                        .resourceQuotas()
                        .inNamespace(given.namespace(A))
                        .list()
                        .getItems())
                .hasSize(1);
    }

    private void assertNothingIsLeftAfterClosing() {
        given.platform(CLOCK).close(given.name(A));
        assertThat(given.client().namespaces().list().getItems())
                .noneMatch(namespace -> namespace.getMetadata().getName().startsWith(given.namespace("")));
    }
}
