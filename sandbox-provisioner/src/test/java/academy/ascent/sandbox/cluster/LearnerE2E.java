package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a learner can do with the kubeconfig that is handed out, and nothing more, in the API server's own words. */
@ClusterTest
@ResourceLock(GivenClusterSandboxes.SWEEP)
class LearnerE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";

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

    private ClusterRequest request(String suffix) {
        return new ClusterRequest(given.name(suffix), small("gpu-small"), "learner-7", Isolation.NAMESPACE);
    }

    private KubernetesClient learner(Kubeconfig kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.yaml());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Test
    void works_within_its_quota_and_is_refused_beyond_in_the_quotas_own_words() {
        given.openWithGpus(sandboxes, request(A), CLOCK.instant());
        try (KubernetesClient learner = learner(sandboxes.kubeconfig(given.name(A)))) {
            // Its namespace is the kubeconfig's own.
            GivenClusterSandboxes.createSoon(
                    () -> learner.pods().resource(gpu("first")).create());
            assertThat(given.pods(A)).containsExactly("first");
            assertThat(refusal(() -> learner.pods().resource(gpu("second")).create()))
                    .isEqualTo("pods \"second\" is forbidden: exceeded quota: gpu-small, requested:"
                            + " requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=1, limited:"
                            + " requests.nvidia.com/gpu=1");
            assertThat(learner.resourceQuotas().withName("gpu-small").get()).isNotNull();
            learner.pods().withName("first").withGracePeriod(0).delete();
        }
    }

    @Test
    void reaches_no_other_namespace_and_changes_nothing_that_holds_it() {
        sandboxes.open(request(A), Progress.UNHEARD);
        sandboxes.open(request("-b"), Progress.UNHEARD);
        String who = "User \"system:serviceaccount:" + given.namespace(A) + ":learner\" cannot ";
        String here = " in the namespace \"" + given.namespace(A) + "\"";
        try (KubernetesClient learner = learner(sandboxes.kubeconfig(given.name(A)))) {
            assertThat(refusal(() ->
                            learner.pods().inNamespace(given.namespace("-b")).list()))
                    .isEqualTo(
                            "pods is forbidden: " + who + "list resource \"pods\" in API group \"\" in the namespace \""
                                    + given.namespace("-b") + "\"");
            assertThat(refusal(() -> learner.namespaces().list()))
                    .isEqualTo("namespaces is forbidden: " + who
                            + "list resource \"namespaces\" in API group \"\" at the cluster scope");
            assertThat(refusal(() -> learner.resourceQuotas()
                            .withName("gpu-small")
                            .edit(quota -> quota.edit()
                                    .editSpec()
                                    .withHard(GivenNamespace.quantities(Map.of("pods", "99")))
                                    .endSpec()
                                    .build())))
                    .isEqualTo("resourcequotas \"gpu-small\" is forbidden: " + who
                            + "patch resource \"resourcequotas\" in API group \"\"" + here);
            assertThat(refusal(() -> learner.network()
                            .networkPolicies()
                            .withName("deny-all")
                            .delete()))
                    .isEqualTo("networkpolicies.networking.k8s.io \"deny-all\" is forbidden: " + who
                            + "delete resource \"networkpolicies\" in API group \"networking.k8s.io\"" + here);
            assertThat(refusal(() -> learner.rbac().roles().withName("learner").delete()))
                    .startsWith("roles.rbac.authorization.k8s.io \"learner\" is forbidden: " + who + "delete");
            assertThat(refusal(
                            () -> learner.serviceAccounts().withName("learner").tokenRequest()))
                    .startsWith("serviceaccounts \"learner\" is forbidden: " + who
                            + "create resource \"serviceaccounts/token\"");
            assertThat(refusal(() ->
                            learner.namespaces().withName(given.namespace(A)).delete()))
                    .startsWith("namespaces \"" + given.namespace(A) + "\" is forbidden: " + who + "delete");
        }
    }

    @Test
    void its_token_ends_and_so_it_does_with_the_sandbox() {
        sandboxes.open(request(A), Progress.UNHEARD);
        Kubeconfig kubeconfig = sandboxes.kubeconfig(given.name(A));
        assertThat(kubeconfig.expires())
                .isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3601));
        assertThat(kubeconfig.yaml()).contains("token");
        assertThat(kubeconfig).hasToString("Kubeconfig[expires=" + kubeconfig.expires() + "]");
        try (KubernetesClient learner = learner(kubeconfig)) {
            assertThat(learner.pods().list().getItems()).isEmpty();
            sandboxes.close(given.name(A));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(refusal(() -> learner.pods().list())).isEqualTo("Unauthorized"));
        }
    }

    @Test
    void the_token_of_a_sandbox_that_expires_soon_ends_soon() {
        ClusterSandboxes past =
                given.platform(InstantSource.fixed(CLOCK.instant().minus(Duration.ofMinutes(225))));
        past.open(request(A), Progress.UNHEARD);
        assertThat(sandboxes.kubeconfig(given.name(A)).expires())
                .isBetween(Instant.now().plusSeconds(600), Instant.now().plusSeconds(901));
    }

    @Test
    void a_sandbox_that_is_not_there_or_no_namespace_hands_out_nothing(TestCluster cluster) {
        assertThatThrownBy(() -> sandboxes.kubeconfig(given.name(A)))
                .isInstanceOfSatisfying(
                        SandboxException.class, told -> assertThat(told.code()).isEqualTo(Code.NOT_FOUND));
        SimulatedNodes.assumePlayed(cluster);
        given.volume(A);
        sandboxes.open(given.request(A, Isolation.VIRTUAL_CLUSTER), Progress.UNHEARD);
        assertThatThrownBy(() -> sandboxes.kubeconfig(given.name(A))).hasMessageContaining("has not yet written");
    }

    @Test
    void who_changes_something_by_other_means_uses_the_sandbox(TestCluster cluster) {
        SimulatedNodes.assumePlayed(cluster);
        Instant now = Instant.now();
        ClusterSandboxes hourAgo = given.platform(InstantSource.fixed(now.minus(Duration.ofHours(1))));
        hourAgo.open(given.request("-worked", Isolation.NAMESPACE), Progress.UNHEARD);
        hourAgo.open(given.request("-left", Isolation.NAMESPACE), Progress.UNHEARD);
        try (KubernetesClient learner = learner(sandboxes.kubeconfig(given.name("-worked")))) {
            learner.configMaps()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("notes")
                            .endMetadata()
                            .addToData("today", "learned")
                            .build())
                    .create();
        }
        List<Swept> swept = sandboxes.sweep(now);
        assertThat(swept).contains(new Swept(given.name("-left"), new Swept.Suspended()));
        assertThat(swept).noneMatch(one -> one.name().equals(given.name("-worked")));
        ClusterSandboxStatus worked = sandboxes.find(given.name("-worked")).orElseThrow();
        assertThat(worked.phase()).isEqualTo(ClusterSandboxStatus.Phase.OPEN);
        assertThat(worked.lastUsed()).isAfter(now.minus(Duration.ofMinutes(1)));
    }

    private static Pod gpu(String name) {
        return GivenNamespace.careful(name, Map.of("cpu", "100m", "memory", "64Mi", "nvidia.com/gpu", "1"));
    }

    private static String refusal(ThrowingCallable action) {
        return catchThrowableOfType(KubernetesClientException.class, action)
                .getStatus()
                .getMessage();
    }
}
