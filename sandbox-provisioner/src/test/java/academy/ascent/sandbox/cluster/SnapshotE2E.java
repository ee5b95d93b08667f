package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a learner had made is there again after a sandbox has expired. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class SnapshotE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String WORK = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      resources: {limits: {cpu: 100m, memory: 64Mi}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes}
            data: {text: mine}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: key}
            stringData: {token: hidden}
            """;

    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(CLOCK);
        sandboxes.prepare();
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

    private void open() {
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
    }

    private void expire(Instant now) {
        assertThat(sandboxes.sweep(now)).contains(new Swept(given.name(A), new Swept.Closed()));
        sandboxes.close(given.name(A));
        assertThat(sandboxes.find(given.name(A))).isEmpty();
    }

    private static Instant afterItsLifetime() {
        return CLOCK.instant().plus(Duration.ofHours(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_sandbox_held_when_it_expired_can_be_made_again(boolean suspended) {
        open();
        given.create(A, WORK);
        await().atMost(PATIENCE).until(() -> given.pods(A).size() == 2);
        if (suspended) {
            sandboxes.suspend(given.name(A), Progress.UNHEARD);
        }
        Instant expiry = afterItsLifetime();
        expire(expiry);

        open();
        assertThat(given.pods(A)).isEmpty();
        Restored restored = sandboxes.restore(given.name(A));
        assertThat(restored.made()).containsExactly("ConfigMap notes", "Secret key", "Service web", "Deployment web");
        assertThat(restored.kept()).isEmpty();
        assertThat(restored.refused()).isEmpty();
        assertThat(restored.missing()).isEmpty();
        assertThat(restored.taken()).isEqualTo(expiry);
        await().atMost(PATIENCE).until(() -> given.pods(A).size() == 2);
        Secret key = given.client()
                .secrets()
                .inNamespace(given.namespace(A))
                .withName("key")
                .get();
        assertThat(key.getData()).containsEntry("token", "aGlkZGVu");
        assertThat(sandboxes.restore(given.name(A)).kept()).hasSize(4);
    }

    @Test
    void what_is_refused_is_told_and_the_rest_is_made() {
        open();
        given.create(A, WORK);
        expire(afterItsLifetime());
        open();
        given.client()
                .resourceQuotas()
                .inNamespace(given.namespace(A))
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("none")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/deployments.apps", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        await().atMost(PATIENCE)
                .until(() -> given.client()
                                .resourceQuotas()
                                .inNamespace(given.namespace(A))
                                .withName("none")
                                .get()
                                .getStatus()
                                .getHard()
                        != null);
        Restored restored = sandboxes.restore(given.name(A));
        assertThat(restored.made()).containsExactly("ConfigMap notes", "Secret key", "Service web");
        assertThat(restored.refused())
                .hasEntrySatisfying(
                        "Deployment web",
                        words -> assertThat(words)
                                .contains("exceeded quota: none, requested: count/deployments.apps=1"));
    }

    @Test
    void nobody_gets_what_another_had_and_nothing_is_kept_for_ever() {
        open();
        given.create(A, WORK);
        Instant expiry = afterItsLifetime();
        expire(expiry);
        sandboxes.open(
                new ClusterRequest(
                        given.name(A), GivenClusterSandboxes.small("cpu-small"), "learner-8", Isolation.NAMESPACE),
                Progress.UNHEARD);
        assertThatThrownBy(() -> sandboxes.restore(given.name(A)))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        none -> assertThat(none.code()).isEqualTo(SandboxException.Code.NOT_FOUND));
        sandboxes.close(given.name(A));

        open();
        sandboxes.sweep(CLOCK.instant());
        assertThat(sandboxes.restore(given.name(A)).made()).hasSize(4);
        expire(expiry.plus(Duration.ofDays(31)));
        open();
        assertThat(sandboxes.restore(given.name(A)).taken())
                .as("what it held when it expired last")
                .isEqualTo(expiry.plus(Duration.ofDays(31)));
        sandboxes.close(given.name(A));
        sandboxes.sweep(expiry.plus(Duration.ofDays(62)));
        assertThatThrownBy(() -> new Snapshots(given.client(), GivenSandbox.SETTINGS.platformNamespace())
                        .of(Ledger.begun(given.request(A, Isolation.NAMESPACE).sandbox(), CLOCK.instant())))
                .hasMessageStartingWith("There is no snapshot of sandbox " + given.name(A));
    }
}
