package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import academy.ascent.sandbox.cluster.ClusterTest;
import academy.ascent.sandbox.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A learner's virtual cluster over HTTP; what its control plane does is played here, and run where it is provisioned. */
@ClusterTest
@ResourceLock(ClusterE2E.CLUSTER)
final class VirtualClusterE2E {
    private static final String HERE = "/cluster";

    @Test
    void itIsOpenedHandedOutSuspendedResumedAndClosed(TestCluster cluster) {
        try (var platform = PlatformUnderTest.start(Map.of(
                "ascent.cluster.kubeconfig", cluster.kubeconfig().toString(),
                "ascent.cluster.api-server", "10.0.0.1/32",
                "ascent.cluster.virtual-server", "https://{sandbox}.labs.example.org",
                "ascent.cluster.platform-namespace", "virtual-e2e",
                "ascent.cluster.every", "1s"))) {
            var vera = platform.bean(Accounts.class)
                    .createPrivileged("vera@example.org", "Vera", "correct horse battery", Role.INSTRUCTOR);
            var learner = platform.browser().signIn("vera@example.org");
            var namespace = "ascent-learner-" + vera.id();
            var volume = cluster.volume(namespace);
            try {
                lives(learner, cluster, namespace);
            } finally {
                learner.get(HERE);
                learner.post(HERE + "/close", Map.of());
                await(learner, "You have none open");
                cluster.client().resource(volume).delete();
            }
        }
    }

    private static void lives(Browser learner, TestCluster cluster, String namespace) {
        assertThat(learner.get(HERE).body()).contains("A Kubernetes cluster of your own");
        learner.post(HERE + "/open", Map.of("class", "cpu-small"));
        await(learner, "Get a kubeconfig");
        assertThat(learner.get(HERE).body()).contains("sandbox-0").contains("Bring back what expired");
        learner.post(HERE + "/restore", Map.of());
        assertThat(learner.get(HERE).body()).contains("Nothing is kept");
        assertThat(learner.get(HERE + "/work?log=sandbox-0").body())
                .contains("That is your control plane. Its log is not shown.")
                .doesNotContain("/cluster?log=sandbox-0");

        learner.post(HERE + "/kubeconfig", Map.of());
        assertThat(learner.get(HERE).body()).contains("has not yet written its kubeconfig; try again in a moment");
        cluster.client().resource(written(namespace)).create();
        learner.get(HERE);
        assertThat(learner.post(HERE + "/kubeconfig", Map.of()).body()).isEqualTo("kind: Config");

        learner.get(HERE);
        learner.post(HERE + "/suspend", Map.of());
        await(learner, "Resume it");
        learner.post(HERE + "/resume", Map.of());
        await(learner, "Get a kubeconfig");
    }

    /** As vcluster does when it has started. */
    private static Secret written(String namespace) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("vc-sandbox")
                .withNamespace(namespace)
                .endMetadata()
                .addToData(
                        "config", Base64.getEncoder().encodeToString("kind: Config".getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static void await(Browser browser, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> browser.get(HERE).body(), body -> body.contains(words));
    }
}
