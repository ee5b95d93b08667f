package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A learner's virtual cluster, whose control plane is vcluster's own program with the configuration that we give it. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class VirtualClusterE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final Duration START = Duration.ofMinutes(3);
    private static final ClusterSource SOURCE = new ClusterSource(System.getenv());

    @TempDir
    Path volume;

    private TestCluster cluster;
    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        assumeThat(SOURCE.go()).as("Go builds vcluster").isPresent();
        assumeThat(SOURCE.program("bwrap")).as("bubblewrap holds it").isPresent();
        SimulatedNodes.assumePlayed(cluster);
        this.cluster = cluster;
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(CLOCK);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    @Test
    void a_learner_works_in_it_within_the_bounds_of_the_class() throws IOException {
        given.volume(A);
        given.openWithGpus(
                sandboxes,
                new ClusterRequest(
                        given.name(A),
                        GivenClusterSandboxes.small("gpu-small"),
                        "learner-7",
                        Isolation.VIRTUAL_CLUSTER),
                CLOCK.instant());
        assertThatThrownBy(() -> sandboxes.kubeconfig(given.name(A)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("has not yet written");
        try (RunControlPlane plane = controlPlane()) {
            Kubeconfig kubeconfig = handedOut(plane);
            try (KubernetesClient learner = VirtualClusterChecks.learner(kubeconfig, plane.server())) {
                VirtualClusterChecks checks = new VirtualClusterChecks(
                        given.client(), sandboxes, given.name(A), kubeconfig, learner, plane.server());
                checks.isReachedByItsName(given.name(A));
                checks.itsOwnCluster();
                checks.itsNamesAreResolved();
                checks.makeTheFirstPod();
                await().atMost(PATIENCE).ignoreExceptions().until(() -> isRunning(played("first-x-mine-x-sandbox")));
                sayWhatWasGiven("first-x-mine-x-sandbox");
                checks.theFirstPodRuns();
                checks.aSecondGpuIsRefused();
                checks.privilegesAreRefused();
                checks.itsPodEnds();
                checks.nothingIsToBeRepaired();
            }
        }
    }

    @Test
    void what_is_in_it_outlives_a_suspension() throws IOException {
        given.volume(A);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        try (RunControlPlane plane = controlPlane();
                KubernetesClient learner = VirtualClusterChecks.learner(handedOut(plane), plane.server())) {
            learner.apps()
                    .deployments()
                    .inNamespace("default")
                    .load(new ByteArrayInputStream(
                            GivenClusterSandboxes.server("server").getBytes(StandardCharsets.UTF_8)))
                    .create();
            await().atMost(PATIENCE).until(() -> served().size() == 1);
        }
        String before = served().getFirst();
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        assertThat(given.pods(A)).isEmpty();
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        assertThat(given.pods(A)).containsExactly("sandbox-0");
        try (RunControlPlane plane = controlPlane();
                KubernetesClient learner = VirtualClusterChecks.learner(handedOut(plane), plane.server())) {
            await().atMost(START).until(() -> served().size() == 1);
            assertThat(learner.apps()
                            .deployments()
                            .inNamespace("default")
                            .withName("server")
                            .require()
                            .getSpec()
                            .getReplicas())
                    .isOne();
            assertThat(served()).isNotEqualTo(before);
        }
    }

    /** The pods of the learner's Deployment that the cluster around it runs. */
    private List<String> served() {
        return given.pods(A).stream().filter(pod -> pod.startsWith("server-")).toList();
    }

    private RunControlPlane controlPlane() throws IOException {
        Path go = SOURCE.go().orElseThrow();
        return RunControlPlane.start(
                cluster, SOURCE.programs(go), SOURCE.tools(go, "vcluster"), played("sandbox-0"), volume);
    }

    private Kubeconfig handedOut(RunControlPlane plane) {
        try {
            return await().atMost(START)
                    .ignoreExceptionsInstanceOf(SandboxException.class)
                    .until(
                            () -> {
                                plane.requireAlive();
                                return sandboxes.kubeconfig(given.name(A));
                            },
                            kubeconfig -> true);
        } catch (RuntimeException failed) {
            throw new ClusterFailure(plane.tail(), failed);
        }
    }

    private Pod played(String name) {
        return given.client()
                .pods()
                .inNamespace(given.namespace(A))
                .withName(name)
                .require();
    }

    private static boolean isRunning(Pod pod) {
        return pod.getStatus().getPhase().equals("Running");
    }

    /** A node tells what resources its containers have; without that vcluster, which patches them, is refused. */
    private void sayWhatWasGiven(String name) {
        given.client()
                .pods()
                .inNamespace(given.namespace(A))
                .withName(name)
                .editStatus(pod -> pod.edit()
                        .editStatus()
                        .editFirstContainerStatus()
                        .withResources(pod.getSpec().getContainers().getFirst().getResources())
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }
}
