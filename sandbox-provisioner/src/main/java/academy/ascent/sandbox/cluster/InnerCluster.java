package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The API server of a virtual cluster, asked as its administrator. The way there leads through the API server of the cluster
 * around it to its control plane's pod, so that neither a name nor a route to its Service is needed. A learner may do what they
 * like in there, so nothing of it is waited for without end.
 */
final class InnerCluster {
    /** What {@code control-plane-config.yaml} says. */
    private static final int PORT = 8443;

    private static final int RETRIES = 2;

    private final KubernetesClient around;
    private final Duration most;

    /**
     * @param around the client of the cluster around it
     * @param most how long one question may take in all
     */
    InnerCluster(KubernetesClient around, Duration most) {
        this.around = around;
        this.most = most;
    }

    /** Whether its control plane has ever started; before that, nobody can have made anything in it. */
    boolean hasStarted(String namespace) {
        return administrator(namespace).isPresent();
    }

    /**
     * Asks it something.
     *
     * @param what after {@code could not}
     * @throws SandboxException with code {@code UNAVAILABLE} if it has not started, does not answer, refuses, or takes too long
     */
    <T> T ask(String namespace, String what, Function<KubernetesClient, T> question) {
        Map<String, String> administrator = administrator(namespace)
                .orElseThrow(() -> new SandboxException(
                        Code.UNAVAILABLE,
                        "The control plane in " + namespace
                                + " has not yet written its kubeconfig; try again in a moment"));
        return Bounded.within(most, what, () -> asked(namespace, what, administrator, question));
    }

    private <T> T asked(
            String namespace, String what, Map<String, String> administrator, Function<KubernetesClient, T> question) {
        try (LocalPortForward way = around.pods()
                        .inNamespace(namespace)
                        .withName(ControlPlane.POD)
                        .portForward(PORT, InetAddress.getLoopbackAddress(), 0);
                KubernetesClient inside = new KubernetesClientBuilder()
                        .withConfig(config(administrator, way.getLocalPort()))
                        .build()) {
            return question.apply(inside);
        } catch (KubernetesClientException failed) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "The virtual cluster in " + namespace + " could not " + what + ": " + Answers.words(failed),
                    failed);
        } catch (IOException unclosed) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "The way into " + namespace + " could not be closed", unclosed);
        }
    }

    /** Of what vcluster writes, the certificates alone: a whole kubeconfig can name programs to be run. */
    private static Config config(Map<String, String> administrator, int port) {
        return new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("https://127.0.0.1:" + port)
                .withCaCertData(administrator.get("certificate-authority"))
                .withClientCertData(administrator.get("client-certificate"))
                .withClientKeyData(administrator.get("client-key"))
                .withRequestRetryBackoffLimit(RETRIES)
                .withUserAgent(Ownership.MANAGER)
                .build();
    }

    private Optional<Map<String, String>> administrator(String namespace) {
        return Optional.ofNullable(around.secrets()
                        .inNamespace(namespace)
                        .withName(LearnerAccount.ADMINISTRATOR)
                        .get())
                .map(Secret::getData);
    }
}
