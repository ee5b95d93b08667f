package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A learner's virtual cluster whose control plane, and what the learner starts in it, are real pods. */
@RealClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class RealVirtualClusterE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final Duration START = Duration.ofMinutes(3);

    @TempDir
    Path volume;

    private TestCluster cluster;
    private GivenClusterSandboxes given;
    private RealControlPlanes real;

    @BeforeEach
    void givenANodeWithGpus(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        given = new GivenClusterSandboxes(cluster);
        real = new RealControlPlanes(cluster);
        real.volume(given.namespace(A), volume);
        cluster.client()
                .nodes()
                .withName(RealCluster.NODE)
                .editStatus(node -> node.edit()
                        .editStatus()
                        .addToCapacity("nvidia.com/gpu", new Quantity("2"))
                        .addToAllocatable("nvidia.com/gpu", new Quantity("2"))
                        .endStatus()
                        .build());
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    @Test
    void a_learner_works_in_it_and_a_second_gpu_is_refused() throws IOException {
        List<String> steps = new ArrayList<>();
        long began = System.nanoTime();
        ClusterSandboxes sandboxes = given.platform(CLOCK, START);
        sandboxes.prepare();
        sandboxes.open(
                new ClusterRequest(
                        given.name(A),
                        GivenClusterSandboxes.small("gpu-small"),
                        "learner-7",
                        Isolation.VIRTUAL_CLUSTER),
                progress -> steps.add((System.nanoTime() - began) / 1_000_000 + " ms: " + progress.line()));
        Kubeconfig kubeconfig = await().atMost(START)
                .ignoreExceptionsInstanceOf(SandboxException.class)
                .until(() -> sandboxes.kubeconfig(given.name(A)), handedOut -> true);
        steps.add((System.nanoTime() - began) / 1_000_000 + " ms: the kubeconfig is handed out");
        System.out.println(String.join("\n", steps));
        sandboxes.queueGpus(CLOCK.instant());
        String server = real.server(given.name(A));
        try (KubernetesClient learner = VirtualClusterChecks.learner(kubeconfig, server)) {
            VirtualClusterChecks checks =
                    new VirtualClusterChecks(cluster.client(), sandboxes, given.name(A), kubeconfig, learner, server);
            checks.isReachedByItsName(given.name(A));
            checks.itsOwnCluster();
            checks.itsNamesAreResolved();
            checks.makeTheFirstPod();
            checks.theFirstPodRuns();
            checks.aTerminalOpensInTheFirstPod();
            checks.aSecondGpuIsRefused();
            checks.privilegesAreRefused();
            assertThat(learner.pods().inNamespace("mine").withName("first").getLog())
                    .isEqualTo("hello\n");
            checks.itsPodEnds();
            checks.nothingIsToBeRepaired();
        }
    }

    @Test
    void one_that_was_made_ahead_is_a_learners_at_once() throws IOException {
        String random = UUID.randomUUID().toString().substring(0, 8);
        SandboxName place = WarmPool.place(random);
        PersistentVolume data = real.volume(ClusterSandbox.namespace(place), volume);
        SandboxClass small = GivenClusterSandboxes.small("cpu-small");
        ClusterSandboxes sandboxes = given.platform(CLOCK, START);
        sandboxes.prepare();
        try {
            assertThat(ahead(random)
                            .keep(
                                    List.of(new WarmWish(small, Isolation.VIRTUAL_CLUSTER, 1)),
                                    CLOCK.instant(),
                                    Progress.UNHEARD)
                            .made())
                    .containsOnlyKeys(place);
            long began = System.nanoTime();
            sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
            Kubeconfig kubeconfig = sandboxes.kubeconfig(given.name(A));
            System.out.println("A virtual cluster that was made ahead is open, and its kubeconfig handed out, after "
                    + (System.nanoTime() - began) / 1_000_000 + " ms");
            String server = real.server(place);
            try (KubernetesClient learner = VirtualClusterChecks.learner(kubeconfig, server)) {
                VirtualClusterChecks checks = new VirtualClusterChecks(
                        cluster.client(), sandboxes, given.name(A), kubeconfig, learner, server);
                checks.isReachedByItsName(place);
                checks.itsOwnCluster();
            }
        } finally {
            cluster.client()
                    .namespaces()
                    .withName(ClusterSandbox.namespace(place))
                    .delete();
            cluster.client().resource(data).delete();
        }
    }

    private WarmSandboxes ahead(String random) {
        return new WarmSandboxes(cluster.client(), GivenSandbox.SETTINGS, START, CLOCK, () -> random);
    }
}
