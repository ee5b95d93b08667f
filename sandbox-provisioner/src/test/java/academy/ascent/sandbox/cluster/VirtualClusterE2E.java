package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
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
            isReachedByItsName(kubeconfig, plane);
            try (KubernetesClient learner = learner(kubeconfig, plane)) {
                itsOwnCluster(learner);
                itsNamesAreResolved();
                podsRunInTheSandbox(learner);
                aSecondGpuIsRefused(learner);
                privilegesAreRefused(learner);
                itsPodEnds(learner);
                nothingIsToBeRepaired();
            }
        }
    }

    @Test
    void what_is_in_it_outlives_a_suspension() throws IOException {
        given.volume(A);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        try (RunControlPlane plane = controlPlane();
                KubernetesClient learner = learner(handedOut(plane), plane)) {
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
                KubernetesClient learner = learner(handedOut(plane), plane)) {
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

    /** Whoever leads connections for that name to it need not open them. */
    private void isReachedByItsName(Kubeconfig kubeconfig, RunControlPlane plane) throws IOException {
        String host = given.name(A) + ".labs.example.org";
        Config config = Config.fromKubeconfig(kubeconfig.yaml());
        assertThat(config.getMasterUrl()).startsWith("https://" + host);
        URI server = URI.create(plane.server());
        try (Socket way = new Socket(server.getHost(), server.getPort());
                SSLSocket socket =
                        (SSLSocket) trusting(config).getSocketFactory().createSocket(way, host, 443, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    private static SSLContext trusting(Config config) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(SSLUtils.keyManagers(config), SSLUtils.trustManagers(config), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the kubeconfig holds no usable certificates", broken);
        }
    }

    private static KubernetesClient learner(Kubeconfig kubeconfig, RunControlPlane plane) {
        Config config = Config.fromKubeconfig(kubeconfig.yaml());
        config.setMasterUrl(plane.server());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Its namespaces are its own, and it sees none of the cluster around it. */
    private void itsOwnCluster(KubernetesClient learner) {
        learner.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("mine")
                        .endMetadata()
                        .build())
                .create();
        assertThat(learner.namespaces().list().getItems())
                .extracting(namespace -> namespace.getMetadata().getName())
                .contains("default", "mine")
                .noneMatch(name -> name.startsWith("ascent"));
        assertThat(given.client().namespaces().withName("mine").get()).isNull();
    }

    /** By a server that the sandbox has room for and may run. */
    private void itsNamesAreResolved() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(given.pods(A)).anyMatch(pod -> pod.matches("coredns-.*-x-kube-system-x-sandbox")));
    }

    private void podsRunInTheSandbox(KubernetesClient learner) {
        learner.pods()
                .inNamespace("mine")
                .resource(
                        GivenNamespace.careful("first", Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1")))
                .create();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isRunning(played("first-x-mine-x-sandbox")));
        sayWhatWasGiven("first-x-mine-x-sandbox");
        await().atMost(PATIENCE)
                .until(() -> isRunning(
                        learner.pods().inNamespace("mine").withName("first").require()));
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

    private void aSecondGpuIsRefused(KubernetesClient learner) {
        learner.pods()
                .inNamespace("mine")
                .resource(GivenNamespace.careful(
                        "second", Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1")))
                .create();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                learner.v1().events().inNamespace("mine").list().getItems())
                        .filteredOn(event -> event.getInvolvedObject().getName().equals("second"))
                        .extracting(event -> event.getMessage())
                        .anyMatch(message -> message.contains("exceeded quota: gpu-small")));
        assertThat(given.pods(A)).doesNotContain("second-x-mine-x-sandbox");
    }

    /** Also where the platform deletes it, which sees it by its name in there. */
    private void itsPodEnds(KubernetesClient learner) {
        ClusterPod first = sandboxes.work(given.name(A)).pods().stream()
                .filter(pod -> pod.called().equals("mine/first"))
                .findFirst()
                .orElseThrow();
        sandboxes.deletePod(given.name(A), first.name());
        await().atMost(PATIENCE)
                .until(() ->
                        learner.pods().inNamespace("mine").withName("first").get() == null);
    }

    /** What the control plane writes into its own objects is none of what they are to be. */
    private void nothingIsToBeRepaired() {
        assertThat(sandboxes.repair(name -> Optional.of(GivenClusterSandboxes.small("gpu-small"))
                        .filter(known -> known.name().equals(name))))
                .extracting(Repaired::name)
                .doesNotContain(given.name(A));
    }

    private void privilegesAreRefused(KubernetesClient learner) {
        Pod pod = GivenNamespace.careful("third", Map.of("cpu", "100m", "memory", "64Mi"))
                .edit()
                .editSpec()
                .editFirstContainer()
                .editSecurityContext()
                .withAllowPrivilegeEscalation(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
        assertThatThrownBy(
                        () -> learner.pods().inNamespace("mine").resource(pod).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
    }
}
