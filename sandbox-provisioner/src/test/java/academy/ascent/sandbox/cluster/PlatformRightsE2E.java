package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The rights that are documented suffice for all that is done with sandboxes, and for nothing much beside. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class PlatformRightsE2E {
    private static final Path DOCUMENTED = Path.of("../docs/platform-on-a-cluster.yaml");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";
    private static final String GPU = "nvidia.com/gpu";
    private static final String PLATFORM = GivenSandbox.SETTINGS.platformNamespace();

    private final String id = "platform-" + UUID.randomUUID().toString().substring(0, 8);
    private GivenClusterSandboxes given;
    private DocumentedAccount account;
    private KubernetesClient client;
    private ClusterSandboxes sandboxes;

    /** Under another name, so that an account which is there already stays as it is. */
    @BeforeEach
    void givenThePlatformsAccount(TestCluster cluster) throws IOException {
        given = new GivenClusterSandboxes(cluster);
        new SandboxNamespaces(given.client()).make(PLATFORM);
        account = DocumentedAccount.make(given.client(), DOCUMENTED, "platform", id);
        client = account.client();
        sandboxes = new ClusterSandboxes(client, GivenSandbox.SETTINGS, PATIENCE, CLOCK);
    }

    @AfterEach
    void removeWhatWasMade() {
        account.close();
        given.client()
                .secrets()
                .inNamespace(PLATFORM)
                .withName("snapshot-" + given.name(A))
                .delete();
        given.client()
                .configMaps()
                .inNamespace(PLATFORM)
                .withLabel(Ownership.OWNER, id)
                .delete();
        given.close();
    }

    private void open() {
        sandboxes.open(
                new ClusterRequest(
                        given.name(A), GivenClusterSandboxes.with(GPU, Duration.ofHours(2)), id, Isolation.NAMESPACE),
                Progress.UNHEARD);
    }

    private static void assertDone(List<String> failures, String mine) {
        assertThat(failures).noneMatch(failure -> failure.contains(mine) || failure.contains("forbidden"));
    }

    @Test
    void they_suffice_from_opening_to_closing() {
        sandboxes.prepare();
        open();
        assertThat(sandboxes.kubeconfig(given.name(A)).yaml()).contains("token");
        assertDone(sandboxes.meterGpus(CLOCK.instant()).failures(), id);
        assertDone(
                sandboxes.queueGpus(CLOCK.instant()).failures(), given.name(A).value());
        GivenClusterSandboxes.createSoon(() -> given.create(A, GivenClusterSandboxes.training("train", GPU)));
        await("its pod is admitted").atMost(PATIENCE).until(() -> !given.pods(A).isEmpty());

        assertThat(sandboxes.work(given.name(A)).pods())
                .extracting(ClusterPod::name)
                .containsAll(given.pods(A));
        assertThat(List.of("get", "create"))
                .as("a terminal, where a node is real")
                .allMatch(verb -> may(verb, "exec"));
        sandboxes.deletePod(given.name(A), given.pods(A).getFirst());

        given.client()
                .resourceQuotas()
                .inNamespace(given.namespace(A))
                .withName("gpu-small")
                .delete();
        assertThat(sandboxes.repair(_ -> Optional.of(GivenClusterSandboxes.with(GPU, Duration.ofHours(2)))))
                .contains(new Repaired(given.name(A), List.of("ResourceQuota gpu-small"), Optional.empty()));
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        sandboxes.used(given.name(A));
        assertThat(sandboxes.extend(given.name(A))).isInstanceOf(Extension.Granted.class);

        Instant afterItsLifetime = CLOCK.instant().plus(Duration.ofHours(5));
        assertThat(sandboxes.sweep(afterItsLifetime)).contains(new Swept(given.name(A), new Swept.Closed()));
        sandboxes.close(given.name(A));
        open();
        assertThat(sandboxes.restore(given.name(A)).made()).contains("Deployment train");
        sandboxes.close(given.name(A));
        assertThat(sandboxes.find(given.name(A))).isEmpty();
    }

    @Test
    void they_suffice_for_virtual_clusters(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        sandboxes.prepare();
        given.volume(A);
        ClusterRequest request = new ClusterRequest(
                given.name(A), GivenClusterSandboxes.small("cpu-small"), id, Isolation.VIRTUAL_CLUSTER);
        sandboxes.open(request, Progress.UNHEARD);
        assertThatThrownBy(() -> sandboxes.kubeconfig(given.name(A))).hasMessageContaining("has not yet written");
        given.client()
                .services()
                .inNamespace(given.namespace(A))
                .withName("sandbox")
                .edit(service -> service.edit()
                        .editSpec()
                        .withSelector(Map.of("app", "other"))
                        .endSpec()
                        .build());
        assertThat(sandboxes.repair(_ -> Optional.of(GivenClusterSandboxes.small("cpu-small"))))
                .contains(new Repaired(given.name(A), List.of("Service sandbox"), Optional.empty()));
        assertThat(List.of("get", "create"))
                .as("the way in, where a node is real")
                .allMatch(verb -> may(verb, "portforward"));
        sandboxes.suspend(given.name(A), Progress.UNHEARD);
        sandboxes.resume(given.name(A), Progress.UNHEARD);
        sandboxes.close(given.name(A));
        assertThat(sandboxes.find(given.name(A))).isEmpty();
    }

    private boolean may(String verb, String subresource) {
        return client.resource(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(given.namespace(A))
                        .withResource("pods")
                        .withSubresource(subresource)
                        .withVerb(verb)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }

    @Test
    void they_suffice_to_make_sandboxes_ahead(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        try (GivenWarm warm = new GivenWarm(cluster, given)) {
            WarmSandboxes ours = new WarmSandboxes(client, GivenSandbox.SETTINGS, PATIENCE, CLOCK, () -> warm.id);
            List<WarmWish> wishes = List.of(new WarmWish(warm.small(), Isolation.NAMESPACE, 1));
            WarmKept kept = ours.keep(wishes, CLOCK.instant(), Progress.UNHEARD);
            assertThat(kept.failures()).isEmpty();
            assertThat(kept.made()).containsOnlyKeys(WarmPool.place(warm.id));
            assertThat(sandboxes
                            .open(
                                    new ClusterRequest(given.name(A), warm.small(), id, Isolation.NAMESPACE),
                                    Progress.UNHEARD)
                            .place())
                    .isEqualTo(WarmPool.place(warm.id));
            sandboxes.close(given.name(A));
            ours.keep(wishes, CLOCK.instant(), Progress.UNHEARD);
            assertThat(ours.keep(List.of(), CLOCK.instant(), Progress.UNHEARD).closed())
                    .containsExactly(WarmPool.place(warm.id));
        }
    }

    @Test
    void nobody_can_be_given_more_than_a_learner_has() {
        open();
        RoleBinding more = new RoleBindingBuilder()
                .withNewMetadata()
                .withName("more")
                .withNamespace(given.namespace(A))
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("learner")
                .withNamespace(given.namespace(A))
                .endSubject()
                .build();
        assertThatThrownBy(() -> client.resource(more).create())
                .hasMessageContaining("attempting to grant RBAC permissions");
        assertThatThrownBy(() -> client.pods()
                        .inNamespace(given.namespace(A))
                        .resource(GivenClusterSandboxes.pod("mine"))
                        .create())
                .hasMessageContaining("cannot create resource \"pods\"");
        assertThatThrownBy(() -> client.apps()
                        .deployments()
                        .inNamespace(given.namespace(A))
                        .withName("none")
                        .delete())
                .hasMessageContaining("cannot delete resource \"deployments\"");
    }
}
