package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Term;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What learners work with: in a namespace, tokens of its account {@code learner}, void without it; in a virtual cluster, what
 * its control plane has written.
 */
final class LearnerAccount {
    private static final String ACCOUNT = "learner";
    /** The Secret in which vcluster keeps the kubeconfig, and each of its certificates. */
    static final String ADMINISTRATOR = "vc-sandbox";
    /** The API server grants no less. */
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    private final KubernetesClient client;
    private final ClusterSettings settings;

    LearnerAccount(KubernetesClient client, ClusterSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * A kubeconfig of its own at each call.
     *
     * @param validity how long its token may be used, at least ten minutes; the API server may grant less
     */
    Kubeconfig kubeconfig(String namespace, Duration validity) {
        long seconds = Math.max(validity.toSeconds(), SHORTEST.toSeconds());
        TokenRequest wanted = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(seconds)
                .endSpec()
                .build();
        TokenRequestStatus granted = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(ACCOUNT)
                .tokenRequest(wanted)
                .getStatus();
        return new Kubeconfig(
                Serialization.asYaml(config(namespace, granted.getToken())),
                Instant.parse(granted.getExpirationTimestamp()));
    }

    /**
     * What the administrator of a virtual cluster works with, as vcluster has written it.
     *
     * @throws SandboxException with code {@code UNAVAILABLE} until the control plane has started for the first time
     */
    Kubeconfig ofVirtualCluster(ClusterSandboxStatus status) {
        return Optional.ofNullable(client.secrets()
                        .inNamespace(status.namespace())
                        .withName(ADMINISTRATOR)
                        .get())
                .map(secret -> secret.getData().get("config"))
                .map(config -> new String(Base64.getDecoder().decode(config), StandardCharsets.UTF_8))
                .map(config ->
                        new Kubeconfig(config, status.term().map(Term::expires).orElse(Instant.MAX)))
                .orElseThrow(() -> new SandboxException(
                        Code.UNAVAILABLE,
                        "The control plane of sandbox " + status.name()
                                + " has not yet written its kubeconfig; try again in a moment"));
    }

    private Config config(String namespace, String token) {
        io.fabric8.kubernetes.client.Config ours = client.getConfiguration();
        return new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .addNewCluster()
                .withName("ascent")
                .withNewCluster()
                .withServer(settings.publicServer().orElse(ours.getMasterUrl()))
                .withCertificateAuthorityData(authority(ours))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(ACCOUNT)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName(namespace)
                .withNewContext()
                .withCluster("ascent")
                .withUser(ACCOUNT)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext(namespace)
                .build();
    }

    /** Whom the learner's client is to trust, as a kubeconfig holds it; null if whomever it trusts anyway. */
    private static @Nullable String authority(io.fabric8.kubernetes.client.Config ours) {
        if (ours.getCaCertData() != null) {
            return ours.getCaCertData().startsWith("-----")
                    ? base64(ours.getCaCertData().getBytes(StandardCharsets.UTF_8))
                    : ours.getCaCertData();
        }
        if (ours.getCaCertFile() == null) {
            return null;
        }
        try {
            return base64(Files.readAllBytes(Path.of(ours.getCaCertFile())));
        } catch (IOException unreadable) {
            throw new SandboxException(
                    Code.BROKEN,
                    "The cluster's certificate authority in " + ours.getCaCertFile() + " cannot be read",
                    unreadable);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
