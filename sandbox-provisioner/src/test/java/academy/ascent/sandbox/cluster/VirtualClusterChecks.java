package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What a learner finds in a virtual cluster, wherever its control plane runs.
 *
 * @param around the administrator's client of the cluster around it
 * @param sandboxes the platform's
 * @param learner the client of its holder, good for {@code server}
 * @param server where it is reached from here
 */
record VirtualClusterChecks(
        KubernetesClient around,
        ClusterSandboxes sandboxes,
        SandboxName sandbox,
        Kubeconfig kubeconfig,
        KubernetesClient learner,
        String server) {

    static KubernetesClient learner(Kubeconfig kubeconfig, String server) {
        Config config = Config.fromKubeconfig(kubeconfig.yaml());
        config.setMasterUrl(server);
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * Whoever leads connections for its name to it need not open them.
     *
     * @param place what its namespace is named by
     */
    void isReachedByItsName(SandboxName place) throws IOException {
        String host = place + ".labs.example.org";
        Config config = Config.fromKubeconfig(kubeconfig.yaml());
        assertThat(config.getMasterUrl()).startsWith("https://" + host);
        URI here = URI.create(server);
        try (Socket way = new Socket(here.getHost(), here.getPort());
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

    /** Its namespaces are its own, and it sees none of the cluster around it. */
    void itsOwnCluster() {
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
        assertThat(around.namespaces().withName("mine").get()).isNull();
    }

    /** By a server that the sandbox has room for and may run. */
    void itsNamesAreResolved() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(pods()).anyMatch(pod -> pod.matches("coredns-.*-x-kube-system-x-sandbox")));
    }

    /** A pod with the one GPU of its class. */
    void makeTheFirstPod() {
        learner.pods().inNamespace("mine").resource(withGpu("first")).create();
    }

    private static Pod withGpu(String name) {
        return GivenNamespace.careful(name, Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1"))
                .edit()
                .editSpec()
                .editFirstContainer()
                .withImage(NodeImages.SHELL)
                .withArgs("echo hello; sleep 1000")
                .endContainer()
                .endSpec()
                .build();
    }

    void theFirstPodRuns() {
        await().atMost(PATIENCE)
                .until(() -> learner.pods()
                        .inNamespace("mine")
                        .withName("first")
                        .require()
                        .getStatus()
                        .getPhase()
                        .equals("Running"));
    }

    /** In the pod that stands for it in the sandbox's namespace, but not in the control plane's. */
    void aTerminalOpensInTheFirstPod() {
        try (TypedTerminal terminal = new TypedTerminal(
                sandboxes.terminal(sandbox, "first-x-mine-x-sandbox", Optional.empty(), TerminalSize.USUAL))) {
            terminal.type("echo $((6*7))\n");
            terminal.awaitShown("42");
        }
        assertThatThrownBy(() -> sandboxes.terminal(sandbox, ControlPlane.POD, Optional.empty(), TerminalSize.USUAL))
                .hasMessage("There is no pod " + ControlPlane.POD + " any more");
    }

    void aSecondGpuIsRefused() {
        learner.pods().inNamespace("mine").resource(withGpu("second")).create();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                learner.v1().events().inNamespace("mine").list().getItems())
                        .filteredOn(event -> event.getInvolvedObject().getName().equals("second"))
                        .extracting(event -> event.getMessage())
                        .anyMatch(message -> message.contains("exceeded quota: gpu-small")));
        assertThat(pods()).doesNotContain("second-x-mine-x-sandbox");
    }

    void privilegesAreRefused() {
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

    /** Also where the platform deletes it, which sees it by its name in there. */
    void itsPodEnds() {
        ClusterPod first = sandboxes.work(sandbox).pods().stream()
                .filter(pod -> pod.called().equals("mine/first"))
                .findFirst()
                .orElseThrow();
        sandboxes.deletePod(sandbox, first.name());
        // A connection that nobody used for a while may be closed as it is used again.
        await().atMost(PATIENCE)
                .ignoreException(KubernetesClientException.class)
                .until(() ->
                        learner.pods().inNamespace("mine").withName("first").get() == null);
    }

    /** What the control plane writes into its own objects is none of what they are to be. */
    void nothingIsToBeRepaired() {
        assertThat(sandboxes.repair(name -> Optional.of(GivenClusterSandboxes.small("gpu-small"))
                        .filter(known -> known.name().equals(name))))
                .filteredOn(repaired -> repaired.name().equals(sandbox))
                .isEmpty();
    }

    private List<String> pods() {
        return around.pods().inNamespace(ClusterSandbox.namespace(sandbox)).list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }
}
