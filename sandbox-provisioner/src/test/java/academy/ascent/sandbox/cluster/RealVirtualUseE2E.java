package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who works in a virtual cluster, and who only keeps it going. */
@RealClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class RealVirtualUseE2E {
    private static final String A = "-a";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofMinutes(30);

    @TempDir
    Path volume;

    private GivenClusterSandboxes given;
    private RealControlPlanes real;
    private ClusterSandboxes sandboxes;
    private Activity activity;

    @BeforeEach
    void givenAVirtualCluster(TestCluster cluster) throws IOException {
        given = new GivenClusterSandboxes(cluster);
        real = new RealControlPlanes(cluster);
        sandboxes = given.platform(InstantSource.system(), START);
        sandboxes.prepare();
        real.volume(given.namespace(A), volume);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        activity = new Activity(given.client(), new InnerCluster(given.client(), Duration.ofMinutes(1)));
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    private ClusterSandboxStatus status() {
        return sandboxes.find(given.name(A)).orElseThrow();
    }

    /** Returns when the learner's pod runs, of which vcluster and the controllers in there have written much by then. */
    private Instant work() throws IOException {
        Kubeconfig kubeconfig = await().atMost(START)
                .ignoreExceptionsInstanceOf(SandboxException.class)
                .until(() -> sandboxes.kubeconfig(given.name(A)), _ -> true);
        await().atMost(START).until(() -> given.pods(A).stream().anyMatch(pod -> pod.startsWith("coredns-")));
        assertThat(activity.latest(status()))
                .as("what the cluster does by itself")
                .isEmpty();
        try (KubernetesClient learner = VirtualClusterChecks.learner(kubeconfig, real.server(given.name(A)))) {
            HasMetadata web = learner.resource(Serialization.<HasMetadata>unmarshal(GivenClusterSandboxes.server("web")
                            .replace(
                                    "image: ascent/reference-stack:0.1",
                                    "image: test/shell:1\n" + "          args: [sleep 1000]")))
                    .inNamespace("default")
                    .create();
            await().atMost(START)
                    .until(() -> learner.pods().inNamespace("default").list().getItems().stream()
                            .anyMatch(pod -> pod.getStatus().getPhase().equals("Running")));
            return Instant.parse(web.getMetadata().getCreationTimestamp());
        }
    }

    @Test
    void a_learner_who_works_in_it_keeps_it_awake_and_what_runs_there_does_not() throws IOException {
        Instant opened = status().lastUsed();
        Instant worked = work();
        assertThat(worked).isAfter(opened);
        assertThat(activity.latest(status())).contains(worked);

        assertThat(sandboxes.sweep(opened.plus(IDLE))).extracting(Swept::name).doesNotContain(given.name(A));
        assertThat(status().lastUsed()).isEqualTo(worked);
        assertThat(sandboxes.sweep(worked.plus(IDLE))).contains(new Swept(given.name(A), new Swept.Suspended()));
    }
}
