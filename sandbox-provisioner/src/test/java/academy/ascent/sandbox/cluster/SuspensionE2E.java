package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A suspended sandbox runs nothing and loses nothing. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class SuspensionE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String POD = """
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  restartPolicy: RESTART
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      resources: {limits: {cpu: 100m, memory: 64Mi}}
            """;
    private static final String TEMPLATE = """
              selector: {matchLabels: {app: NAME}}
              template:
                metadata: {labels: {app: NAME}}
            """ + POD.replace("RESTART", "Always");
    private static final String WORKLOADS =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
            """ + TEMPLATE.replace("NAME", "web") + """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: store}
            spec:
              replicas: 1
              serviceName: store
              persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Retain}
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """ + TEMPLATE.replace("NAME", "store") + """
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: "0 3 * * *"
              jobTemplate:
                spec:
                  template:
            """
                    + POD.replace("RESTART", "Never").indent(4) + """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes}
            data: {text: kept}
            """;

    private GivenClusterSandboxes given;
    private ClusterSandboxes sandboxes;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        given = new GivenClusterSandboxes(cluster);
        sandboxes = given.platform(CLOCK);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    private void givenWorkloads() {
        sandboxes.open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        given.create(A, WORKLOADS);
        create(GivenClusterSandboxes.pod("bare"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(5));
    }

    @Test
    void nothing_runs_or_can_be_started_while_it_is_suspended_and_everything_else_stays() {
        givenWorkloads();
        Map<String, String> volumes = volumes();
        assertThat(volumes).containsOnlyKeys("data-store-0");
        assertThat(sandboxes.suspend(given.name(A), Progress.UNHEARD).phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(given.pods(A)).isEmpty();
        assertThatThrownBy(() -> create(GivenClusterSandboxes.pod("more")))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getStatus().getMessage())
                                .isEqualTo(
                                        "pods \"more\" is forbidden: exceeded quota: sandbox.suspended, requested: pods=1,"
                                                + " used: pods=0, limited: pods=0"));
        assertThat(cronJobIsSuspended()).isTrue();
        // The StatefulSet's controller has seen that none are left.
        await().atMost(PATIENCE).until(() -> store().getStatus().getReplicas() == 0);
        await().during(Duration.ofSeconds(2)).until(() -> volumes().equals(volumes));
        assertThat(given.client()
                        .configMaps()
                        .inNamespace(given.namespace(A))
                        .withName("notes")
                        .get()
                        .getData())
                .containsEntry("text", "kept");
    }

    @Test
    void it_comes_back_with_as_many_replicas_and_the_same_volumes() {
        givenWorkloads();
        Map<String, String> volumes = volumes();
        given.platform(CLOCK).suspend(given.name(A), Progress.UNHEARD);
        assertThat(sandboxes.resume(given.name(A), Progress.UNHEARD).phase()).isEqualTo(Phase.OPEN);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(given.pods(A)).hasSize(4).contains("store-0").doesNotContain("bare"));
        assertThat(volumes()).isEqualTo(volumes);
        assertThat(store().getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenScaled())
                .isEqualTo("Delete");
        assertThat(store().getMetadata().getAnnotations()).doesNotContainKeys(Dormancy.REPLICAS, Dormancy.WHEN_SCALED);
        assertThat(cronJobIsSuspended()).isFalse();
        create(GivenClusterSandboxes.pod("more"));
    }

    @Test
    void both_may_be_asked_for_again() {
        givenWorkloads();
        ClusterSandboxStatus suspended = sandboxes.suspend(given.name(A), Progress.UNHEARD);
        assertThat(sandboxes.suspend(given.name(A), Progress.UNHEARD)).isEqualTo(suspended);
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(4));
    }

    @Test
    void opening_it_again_resumes_it() {
        givenWorkloads();
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        assertThat(sandboxes
                        .open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD)
                        .phase())
                .isEqualTo(Phase.OPEN);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(4));
    }

    /** Whatever order they come in, what is written down at the end is so. */
    @Test
    void who_suspend_and_resume_at_once_leave_nothing_half_done() throws Exception {
        givenWorkloads();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ClusterSandboxStatus>> all = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> i % 2 == 0
                            ? given.platform(CLOCK).suspend(given.name(A), Progress.UNHEARD)
                            : given.platform(CLOCK).resume(given.name(A), Progress.UNHEARD)))
                    .toList();
            for (Future<ClusterSandboxStatus> each : all) {
                assertThat(each.get().phase().isSettled()).isTrue();
            }
        }
        Phase phase = sandboxes.find(given.name(A)).orElseThrow().phase();
        assertThat(phase.isSettled()).isTrue();
        int pods = phase == Phase.OPEN ? 4 : 0;
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(pods));
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(4));
        assertThat(volumes()).containsOnlyKeys("data-store-0");
    }

    @Test
    void a_suspension_that_is_overtaken_does_not_wait_for_pods_that_are_wanted_again() {
        givenWorkloads();
        ClusterSandboxes hasty = given.platform(CLOCK, Duration.ofSeconds(20));
        AtomicBoolean resumed = new AtomicBoolean();
        ClusterSandboxStatus outcome = hasty.suspend(given.name(A), progress -> {
            if (progress.step() == Step.WAITING_FOR_PODS && resumed.compareAndSet(false, true)) {
                sandboxes.resume(given.name(A), Progress.UNHEARD);
            }
        });
        assertThat(resumed).isTrue();
        assertThat(outcome.phase()).isEqualTo(Phase.OPEN);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given.pods(A)).hasSize(4));
    }

    @Test
    void a_virtual_cluster_ends_with_all_its_pods_and_comes_back_on_the_same_volume(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        given.volume(A);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        Map<String, String> volumes = volumes();
        assertThat(volumes).containsOnlyKeys("data-sandbox-0");
        create(GivenClusterSandboxes.pod("synced")
                .edit()
                .editMetadata()
                .addToLabels("vcluster.loft.sh/managed-by", "sandbox")
                .endMetadata()
                .build());
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        assertThat(given.pods(A)).isEmpty();
        assertThat(volumes()).isEqualTo(volumes);
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        assertThat(given.pods(A)).containsExactly("sandbox-0");
        assertThat(volumes()).isEqualTo(volumes);
    }

    @Test
    void a_virtual_cluster_that_cannot_start_is_told_in_the_schedulers_words_and_swept_away(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        ClusterSandboxes hasty =
                given.platform(InstantSource.fixed(CLOCK.instant().minus(Duration.ofHours(1))), Duration.ofSeconds(5));
        assertThatThrownBy(() -> hasty.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("After 5 s still waiting for the control plane: ")
                .hasMessageContaining("unbound immediate PersistentVolumeClaims");
        assertThat(sandboxes.find(given.name(A)).orElseThrow().phase()).isEqualTo(Phase.OPENING);
        assertThatThrownBy(() -> sandboxes.suspend(given.name(A), Progress.UNHEARD))
                .hasMessageContaining("is not yet open; open it to go on with that");
        assertThat(sandboxes.sweep(CLOCK.instant())).contains(new Swept(given.name(A), new Swept.Closed()));
        sandboxes.close(given.name(A));
        assertThat(sandboxes.find(given.name(A))).isEmpty();
    }

    private void create(Pod pod) {
        given.client().pods().inNamespace(given.namespace(A)).resource(pod).create();
    }

    private Map<String, String> volumes() {
        return given.client().persistentVolumeClaims().inNamespace(given.namespace(A)).list().getItems().stream()
                .map(PersistentVolumeClaim::getMetadata)
                .filter(metadata -> metadata.getDeletionTimestamp() == null)
                .collect(Collectors.toMap(metadata -> metadata.getName(), metadata -> metadata.getUid()));
    }

    private StatefulSet store() {
        return given.client()
                .apps()
                .statefulSets()
                .inNamespace(given.namespace(A))
                .withName("store")
                .get();
    }

    private boolean cronJobIsSuspended() {
        return Boolean.TRUE.equals(given.client()
                .batch()
                .v1()
                .cronjobs()
                .inNamespace(given.namespace(A))
                .withName("nightly")
                .get()
                .getSpec()
                .getSuspend());
    }
}
