package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a reconciler says of an API server that is not there. */
class ReconcilerTest {
    private static final Config NOBODY = new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .build();
    private static final KubernetesClient CLIENT =
            new KubernetesClientBuilder().withConfig(NOBODY).build();
    private static final ClusterSandbox SANDBOX = GivenSandbox.sandbox("grade-1", Isolation.NAMESPACE, Map.of());

    private final Reconciler reconciler = new Reconciler(CLIENT, SETTINGS, new Patience(Duration.ofSeconds(1)));

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void an_api_server_that_is_gone_is_told_with_what_could_not_be_done() {
        assertIsTold(() -> reconciler.apply(SANDBOX, Progress.UNHEARD), "The cluster could not open sandbox grade-1: ");
        assertIsTold(() -> reconciler.remove(SANDBOX.name()), "The cluster could not remove sandbox grade-1: ");
    }

    private static void assertIsTold(ThrowingCallable action, String words) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SandboxException.class, gone -> assertThat(gone.code()).isEqualTo(Code.UNAVAILABLE))
                .hasMessageStartingWith(words);
    }
}
