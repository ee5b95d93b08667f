package academy.ascent.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.sandbox.cluster.ClusterTest;
import academy.ascent.sandbox.cluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A learner's sandbox on a real API server, over HTTP, and the operator's view of it. */
@ClusterTest
@ResourceLock(ClusterE2E.CLUSTER)
final class ClusterE2E {
    /** Platforms of different settings on one cluster would each put right what the other has made. */
    static final String CLUSTER = "the platform of a cluster";

    private static final String HERE = "/cluster";
    private static final String ADMIN = "/admin/cluster";
    private static final String TWO_CONTAINERS = """
            apiVersion: v1
            kind: Pod
            metadata: {name: two}
            spec:
              automountServiceAccountToken: false
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
                - name: main
                  image: ascent/reference-stack:0.1
                  resources: {limits: {cpu: 100m, memory: 64Mi}}
                  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                - name: beside
                  image: ascent/reference-stack:0.1
                  resources: {limits: {cpu: 100m, memory: 64Mi}}
                  securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """;

    private static KubernetesClient client;
    private static PlatformUnderTest platform;
    private static Browser learner;
    private static Browser operator;
    private static String place;

    @BeforeAll
    static void start(TestCluster cluster) {
        client = cluster.client();
        platform = PlatformUnderTest.start(Map.of(
                "ascent.cluster.kubeconfig", cluster.kubeconfig().toString(),
                "ascent.cluster.api-server", "10.0.0.1/32",
                "ascent.cluster.public-server", "https://cluster.example.org:6443",
                "ascent.cluster.devices", "nvidia.com/gpu",
                "ascent.cluster.platform-namespace", "platform-e2e",
                "ascent.cluster.every", "1s"));
        var lea = platform.bean(Accounts.class)
                .createPrivileged("lea@example.org", "Lea", "correct horse battery", Role.INSTRUCTOR);
        place = ADMIN + "/learner-" + lea.id();
        learner = platform.browser().signIn("lea@example.org");
        platform.bean(Accounts.class).createPrivileged("ops@example.org", "Ops", "correct horse battery", Role.ADMIN);
        operator = platform.browser().signIn("ops@example.org");
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            learner.get(HERE);
            learner.post(HERE + "/close", Map.of());
            await(learner, HERE, "You have none open");
            platform.close();
        }
    }

    @Test
    void itIsOpenedWorkedInSuspendedByAnOperatorResumedExtendedAndClosed() {
        assertThat(learner.get(HERE).body()).contains("You have none open").contains("cpu-small: ");
        assertThat(learner.post(HERE + "/open", Map.of("class", "no-such")).statusCode())
                .isEqualTo(404);
        assertThat(learner.post(HERE + "/open", Map.of("class", "cpu-small")).statusCode())
                .isEqualTo(303);
        await(learner, HERE, "Get a kubeconfig");
        assertThat(learner.get(HERE + "/live").statusCode()).isEqualTo(204);

        learner.get(HERE);
        var kubeconfig = learner.post(HERE + "/kubeconfig", Map.of());
        assertThat(kubeconfig.statusCode()).isEqualTo(200);
        assertThat(kubeconfig.body())
                .contains("kind: \"Config\"")
                .contains("token")
                .contains("server: \"https://cluster.example.org:6443\"");
        assertThat(kubeconfig.headers().firstValue("Cache-Control")).contains("no-store");

        assertThat(learner.get(HERE).body()).contains("What runs there").contains("No pod is there");
        assertThat(learner.get(HERE + "/work").body())
                .contains("No pod is there")
                .doesNotContain("<html");
        assertThat(learner.get(HERE + "?log=gone").body())
                .contains("Log of <code>gone</code>")
                .contains("There is no such pod any more")
                .contains(HERE + "/work?log=gone");
        learner.post(HERE + "/pods", Map.of("delete", "../../default"));
        assertThat(learner.get(HERE).body()).contains("There is no pod ../../default any more");

        assertThat(learner.get(HERE + "/terminal?pod=gone").statusCode()).isEqualTo(303);
        assertThat(learner.get(HERE).body()).contains("There is no pod gone any more");

        chooseAContainer();

        learner.get(HERE);
        learner.post(HERE + "/restore", Map.of());
        assertThat(learner.get(HERE).body()).contains("Nothing is kept");

        assertThat(operator.get(ADMIN).body()).contains("Lea").contains("cpu-small");
        assertThat(operator.get(ADMIN + "?q=LEA%40ex").body())
                .contains("1 with “LEA@ex”")
                .contains(place);
        assertThat(operator.get(ADMIN + "?q=nobody&page=9").body())
                .contains("Nobody fits")
                .doesNotContain(place);
        assertThat(operator.post(place + "/suspend", Map.of()).statusCode()).isEqualTo(303);
        await(learner, HERE, "Resume it");
        assertThat(operator.get(ADMIN).body()).contains("suspended");
        learner.post(HERE + "/kubeconfig", Map.of());

        learner.get(HERE);
        learner.post(HERE + "/resume", Map.of());
        await(learner, HERE, "Get a kubeconfig");
        learner.post(HERE + "/extend", Map.of());
        assertThat(learner.get(HERE).body()).contains("Its time begins anew");

        operator.get(ADMIN);
        operator.post(place + "/close", Map.of());
        await(learner, HERE, "You have none open");
        assertThat(platform.bean(AuditLog.class).of("cluster-sandbox/" + place.substring(ADMIN.length() + 1)))
                .extracting(AuditLog.Entry::action)
                .containsExactly("cluster-sandbox.suspend", "cluster-sandbox.close");
        await(operator, ADMIN, "Nothing was due");
    }

    private static void chooseAContainer() {
        client.load(new ByteArrayInputStream(TWO_CONTAINERS.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(pod -> client.resource(pod)
                        .inNamespace("ascent-" + place.substring(ADMIN.length() + 1))
                        .create());
        await(learner, HERE + "/work", "Terminal of two");
        assertThat(learner.get(HERE + "/terminal?pod=two").body())
                .contains("data-terminal=\"/cluster/terminal/socket?pod=two&amp;container=main\"")
                .contains("aria-current=\"page\"><code>main</code>")
                .contains("<a href=\"/cluster/terminal?pod=two&amp;container=beside\"><code>beside</code>");
        assertThat(learner.get(HERE + "/terminal?pod=two&container=beside").body())
                .contains("data-terminal=\"/cluster/terminal/socket?pod=two&amp;container=beside\"")
                .contains("aria-current=\"page\"><code>beside</code>");
        assertThat(learner.get(HERE + "/terminal?pod=two&container=gone").statusCode())
                .isEqualTo(303);
        assertThat(learner.get(HERE).body()).contains("No container gone of the pod two runs");
    }

    private static void await(Browser browser, String path, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> browser.get(path).body(), body -> body.contains(words));
    }
}
