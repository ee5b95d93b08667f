package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.FaultyProxy.Fault;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An API server that answers badly once is outlasted; one that says no is quoted. */
@ClusterTest
@Isolated("its client waits for a few seconds only")
class FaultsE2E {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String A = "-a";

    private GivenClusterSandboxes given;
    private TestCluster cluster;

    @BeforeEach
    void givenACluster(TestCluster found) {
        cluster = found;
        given = new GivenClusterSandboxes(found);
    }

    @AfterEach
    void removeWhatWasMade() {
        given.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_sandbox_lives_its_life_though_every_request_fails_once(Fault fault) throws Exception {
        try (FaultyProxy proxy = new FaultyProxy(cluster, fault);
                KubernetesClient client = proxy.client()) {
            ClusterSandboxes sandboxes = new ClusterSandboxes(client, SETTINGS, PATIENCE, CLOCK);
            ClusterRequest request = given.request(A, Isolation.NAMESPACE);
            assertThat(sandboxes.open(request, Progress.UNHEARD).phase()).isEqualTo(Phase.OPEN);
            // At least one for each object, or one of each method.
            int objects =
                    SandboxObjects.of(request.sandbox(), SETTINGS).bounds().size();
            assertThat(proxy.faults()).isGreaterThanOrEqualTo(fault == Fault.SLOW ? 3 : objects);
            assertEverythingIsThere(request);
            assertThat(sandboxes.suspend(given.name(A), Progress.UNHEARD).phase())
                    .isEqualTo(Phase.SUSPENDED);
            assertThat(sandboxes.resume(given.name(A), Progress.UNHEARD).phase())
                    .isEqualTo(Phase.OPEN);
            proxy.again();
            assertThat(sandboxes.extend(given.name(A)))
                    .isInstanceOfSatisfying(
                            Extension.Granted.class,
                            granted -> assertThat(granted.sandbox()
                                            .term()
                                            .orElseThrow()
                                            .extensionsLeft())
                                    .isEqualTo(1));
            sandboxes.close(given.name(A));
            assertThat(given.client().namespaces().withName(given.namespace(A)).get())
                    .isNull();
        }
    }

    private void assertEverythingIsThere(ClusterRequest request) {
        assertThat(SandboxObjects.of(request.sandbox(), SETTINGS).bounds())
                .allSatisfy(object ->
                        assertThat(given.client().resource(object).get()).isNotNull());
    }

    @Test
    void an_api_server_that_says_no_is_quoted_and_nothing_is_made() {
        given.platform(CLOCK).open(given.request(A, Isolation.NAMESPACE), Progress.UNHEARD);
        Config nobody = Config.fromKubeconfig(
                given.platform(CLOCK).kubeconfig(given.name(A)).yaml());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(nobody).build()) {
            ClusterSandboxes sandboxes = new ClusterSandboxes(client, SETTINGS, PATIENCE, CLOCK);
            List<Progress> told = new ArrayList<>();
            String words = "The cluster could not open sandbox " + given.name("-b") + ": configmaps \"place-"
                    + given.name("-b") + "\" is forbidden: User \"system:serviceaccount:" + given.namespace(A)
                    + ":learner\" cannot get resource \"configmaps\" in API group \"\" in the namespace \""
                    + SETTINGS.platformNamespace() + "\"";
            assertThatThrownBy(() -> sandboxes.open(given.request("-b", Isolation.NAMESPACE), told::add))
                    .isInstanceOfSatisfying(
                            SandboxException.class,
                            failed -> assertThat(failed.code()).isEqualTo(Code.UNAVAILABLE))
                    .hasMessage(words);
            assertThat(told.getLast()).isEqualTo(new Progress(Step.REFUSED, words));
        }
    }

    @Test
    void an_api_server_that_goes_away_is_told_and_the_next_opening_goes_on() throws Exception {
        ClusterRequest request = given.request(A, Isolation.NAMESPACE);
        try (FaultyProxy proxy = new FaultyProxy(cluster, Fault.NOT_SENT);
                KubernetesClient client = proxy.client()) {
            ClusterSandboxes sandboxes = new ClusterSandboxes(client, SETTINGS, PATIENCE, CLOCK);
            assertThatThrownBy(() -> sandboxes.open(request, progress -> {
                        if (progress.step() == Step.MAKING_BOUNDS) {
                            proxy.close();
                        }
                    }))
                    .isInstanceOfSatisfying(
                            SandboxException.class,
                            failed -> assertThat(failed.code()).isEqualTo(Code.UNAVAILABLE))
                    .hasMessageStartingWith("The cluster could not open sandbox " + given.name(A) + ": ");
        }
        assertThat(given.platform(CLOCK).find(given.name(A)).orElseThrow().phase())
                .isEqualTo(Phase.OPENING);
        assertThat(given.platform(CLOCK).open(request, Progress.UNHEARD).phase())
                .isEqualTo(Phase.OPEN);
        assertEverythingIsThere(request);
    }

    /** A namespace that is removed and made by another while this one applies is not mixed up with its own. */
    @Test
    void a_namespace_that_vanishes_midway_is_made_anew_as_a_whole() {
        ClusterRequest request = given.request(A, Isolation.NAMESPACE);
        List<Step> steps = new ArrayList<>();
        ClusterSandboxStatus opened = given.platform(CLOCK).open(request, progress -> {
            steps.add(progress.step());
            if (progress.step() == Step.MAKING_BOUNDS && steps.indexOf(Step.MAKING_BOUNDS) == steps.size() - 1) {
                given.platform(CLOCK).close(given.name(A));
            }
        });
        assertThat(opened.phase()).isEqualTo(Phase.OPEN);
        assertThat(opened.term()).isPresent();
        assertThat(steps)
                .contains(Step.MAKING_NAMESPACE)
                .filteredOn(Step.LOOKING::equals)
                .hasSize(2);
        assertEverythingIsThere(request);
        assertThat(given.platform(CLOCK).extend(given.name(A))).isInstanceOf(Extension.Granted.class);
        assertThat(opened.term().orElseThrow().lifetime()).isEqualTo(Duration.ofHours(4));
    }
}
