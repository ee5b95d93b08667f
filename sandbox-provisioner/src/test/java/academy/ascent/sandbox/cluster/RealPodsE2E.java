package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The node runs what it is told to. */
@RealClusterTest
class RealPodsE2E {
    @Test
    void a_pod_runs_and_its_log_is_read(TestCluster cluster) {
        var pods = cluster.client().pods().inNamespace("default");
        Pod pod = cluster.client()
                .pods()
                .load(new ByteArrayInputStream("""
                apiVersion: v1
                kind: Pod
                metadata: {name: hello}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  containers:
                    - {name: main, image: "test/shell:1", args: [echo hello; sleep 1000], resources: {limits: {cpu: 100m, memory: 64Mi}}}
                """.getBytes(StandardCharsets.UTF_8)))
                .item();
        pods.resource(pod).create();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> pods.withName("hello").isReady());
            // Without a probe a pod is ready as soon as it is started, which may be before its first word.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(pods.withName("hello").getLog()).isEqualTo("hello\n"));
        } finally {
            pods.withName("hello").delete();
        }
    }
}
