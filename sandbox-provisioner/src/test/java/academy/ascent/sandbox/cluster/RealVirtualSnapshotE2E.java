package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a learner had made in a virtual cluster is there again after it has expired. */
@RealClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class RealVirtualSnapshotE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final Duration START = Duration.ofMinutes(3);
    private static final String WORK = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: mine, labels: {team: blue}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: mine}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: main
                      image: test/shell:1
                      args: [echo hello; sleep 1000]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      resources: {limits: {cpu: 100m, memory: 64Mi}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: mine}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: key, namespace: mine}
            stringData: {token: hidden}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes, namespace: default}
            data: {text: mine}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes, namespace: kube-system}
            data: {text: of the cluster}
            """;

    @TempDir
    Path first;

    @TempDir
    Path second;

    private GivenClusterSandboxes given;
    private RealControlPlanes real;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenAVirtualCluster(TestCluster cluster) throws IOException {
        given = new GivenClusterSandboxes(cluster);
        real = new RealControlPlanes(cluster);
        sandboxes = given.platform(CLOCK, START);
        sandboxes.prepare();
        open(first);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.client()
                .secrets()
                .inNamespace(GivenSandbox.SETTINGS.platformNamespace())
                .withName("snapshot-" + given.name(A))
                .delete();
        given.close();
    }

    /** In a cluster of its own: nothing of an earlier one is on its volume. */
    private void open(Path volume) throws IOException {
        Resource<PersistentVolume> earlier = given.client().persistentVolumes().withName(given.namespace(A));
        earlier.delete();
        await().atMost(START).until(() -> earlier.get() == null);
        real.volume(given.namespace(A), volume);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
    }

    private KubernetesClient learner() throws IOException {
        Kubeconfig kubeconfig = await().atMost(START)
                .ignoreExceptionsInstanceOf(SandboxException.class)
                .until(() -> sandboxes.kubeconfig(given.name(A)), _ -> true);
        return VirtualClusterChecks.learner(kubeconfig, real.server(given.name(A)));
    }

    private void work() throws IOException {
        try (KubernetesClient learner = learner()) {
            Stream.of(WORK.split("(?m)^---$"))
                    .map(document -> Serialization.<HasMetadata>unmarshal(document))
                    .forEach(object -> learner.resource(object).create());
        }
    }

    /** Before its control plane was started again, which is needed to keep what it holds. */
    private void dieWhileResuming() {
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        new Lifecycle(given.client(), GivenSandbox.SETTINGS, new Patience(START), CLOCK)
                .change(given.name(A), status -> status.in(Phase.RESUMING));
    }

    private void expire() {
        Instant afterItsLifetime = CLOCK.instant().plus(Duration.ofHours(5));
        long began = System.nanoTime();
        assertThat(sandboxes.sweep(afterItsLifetime)).contains(new Swept(given.name(A), new Swept.Closed()));
        System.out.println("What a suspended virtual cluster holds was kept after "
                + (System.nanoTime() - began) / 1_000_000 + " ms");
        sandboxes.close(given.name(A));
    }

    @Test
    void what_was_in_all_of_its_namespaces_is_made_again() throws IOException {
        work();
        dieWhileResuming();
        expire();
        open(second);
        await().atMost(START)
                .ignoreExceptionsInstanceOf(SandboxException.class)
                .until(() -> sandboxes.kubeconfig(given.name(A)), _ -> true);
        Restored restored = sandboxes.restore(given.name(A));
        assertThat(restored.made())
                .containsExactly(
                        "Namespace mine",
                        "ConfigMap default/notes",
                        "Secret mine/key",
                        "Service mine/web",
                        "Deployment mine/web");
        assertThat(restored.kept()).isEmpty();
        assertThat(restored.refused()).isEmpty();
        assertThat(restored.missing()).isEmpty();
        try (KubernetesClient learner = learner()) {
            assertThat(learner.namespaces()
                            .withName("mine")
                            .require()
                            .getMetadata()
                            .getLabels())
                    .containsEntry("team", "blue");
            assertThat(learner.secrets()
                            .inNamespace("mine")
                            .withName("key")
                            .require()
                            .getData())
                    .containsEntry("token", "aGlkZGVu");
            await().atMost(START)
                    .until(() -> learner.pods().inNamespace("mine").list().getItems().stream()
                            .anyMatch(pod -> pod.getStatus().getPhase().equals("Running")));
        }
        assertThat(sandboxes.restore(given.name(A)).kept()).hasSize(5);
    }
}
