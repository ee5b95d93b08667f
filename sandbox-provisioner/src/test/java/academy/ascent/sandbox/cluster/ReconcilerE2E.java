package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenNamespace.quantities;
import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sandboxes on a real API server come to be and go, whatever happens meanwhile. */
@ClusterTest
class ReconcilerE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Integer> ONE_GPU = Map.of("nvidia.com/gpu", 1);

    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private KubernetesClient client;
    private Reconciler reconciler;

    @BeforeEach
    void givenACluster(TestCluster cluster) {
        client = cluster.client();
        reconciler = new Reconciler(client, SETTINGS, new Patience(PATIENCE));
    }

    @AfterEach
    void removeItsNamespaces() {
        GivenSandbox.removeAll(client, name);
    }

    @ParameterizedTest
    @EnumSource
    void every_object_is_there(Isolation isolation) {
        ClusterSandbox sandbox = sandbox(isolation, ONE_GPU);
        reconciler.apply(sandbox, Progress.UNHEARD);
        assertThat(objects(sandbox))
                .allSatisfy(object -> assertThat(client.resource(object).get()).isNotNull());
    }

    @ParameterizedTest
    @EnumSource
    void applying_again_changes_nothing(Isolation isolation) {
        ClusterSandbox sandbox = sandbox(isolation, ONE_GPU);
        reconciler.apply(sandbox, Progress.UNHEARD);
        List<String> settled = settled(sandbox);
        reconciler.apply(sandbox, Progress.UNHEARD);
        assertThat(versions(sandbox)).isEqualTo(settled);
    }

    @Test
    void what_somebody_changed_or_deleted_is_put_right() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, ONE_GPU);
        reconciler.apply(sandbox, Progress.UNHEARD);
        client.resourceQuotas()
                .inNamespace(sandbox.namespace())
                .withName("gpu-small")
                .edit(quota -> quota.edit()
                        .editSpec()
                        .addToHard(quantities(Map.of("requests.nvidia.com/gpu", "8")))
                        .endSpec()
                        .build());
        client.network().networkPolicies().inNamespace(sandbox.namespace()).delete();
        reconciler.apply(sandbox, Progress.UNHEARD);
        ResourceQuota quota = client.resourceQuotas()
                .inNamespace(sandbox.namespace())
                .withName("gpu-small")
                .get();
        assertThat(quota.getStatus().getHard().get("requests.nvidia.com/gpu")).hasToString("1");
        assertThat(objects(sandbox))
                .allSatisfy(object -> assertThat(client.resource(object).get()).isNotNull());
    }

    @Test
    void two_at_once_converge() throws Exception {
        ClusterSandbox sandbox = sandbox(Isolation.VIRTUAL_CLUSTER, ONE_GPU);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> both = Stream.of(1, 2)
                    .map(_ -> threads.submit(() ->
                            new Reconciler(client, SETTINGS, new Patience(PATIENCE)).apply(sandbox, Progress.UNHEARD)))
                    .toList();
            for (Future<?> each : both) {
                each.get();
            }
        }
        List<String> settled = settled(sandbox);
        reconciler.apply(sandbox, Progress.UNHEARD);
        assertThat(versions(sandbox)).isEqualTo(settled);
    }

    /** Dies before each request in turn, until one run makes them all. */
    @Test
    void one_that_dies_at_any_step_is_gone_on_from() {
        int step = 0;
        boolean died = true;
        while (died) {
            ClusterSandbox sandbox = GivenSandbox.sandbox(name + "-" + step, Isolation.VIRTUAL_CLUSTER, ONE_GPU);
            died = diesAt(step, sandbox);
            reconciler.apply(sandbox, Progress.UNHEARD);
            assertThat(objects(sandbox))
                    .as("after death at step %d", step)
                    .allSatisfy(
                            object -> assertThat(client.resource(object).get()).isNotNull());
            step++;
        }
        assertThat(step)
                .isGreaterThan(
                        objects(sandbox(Isolation.VIRTUAL_CLUSTER, ONE_GPU)).size());
    }

    private boolean diesAt(int step, ClusterSandbox sandbox) {
        AtomicInteger left = new AtomicInteger(step);
        try (KubernetesClient mortal = beforeEachRequest(request -> {
            if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException("died");
            }
        })) {
            new Reconciler(mortal, SETTINGS, new Patience(PATIENCE)).apply(sandbox, Progress.UNHEARD);
            return false;
        } catch (RuntimeException dead) {
            return true;
        }
    }

    private KubernetesClient beforeEachRequest(Consumer<HttpRequest> action) {
        Interceptor interceptor = new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                action.accept(request);
            }
        };
        return new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("test", interceptor))
                .build();
    }

    @Test
    void removal_leaves_nothing_and_may_be_asked_for_again() {
        ClusterSandbox sandbox = sandbox(Isolation.VIRTUAL_CLUSTER, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        reconciler.remove(sandbox.name());
        assertThat(objects(sandbox))
                .allSatisfy(object -> assertThat(client.resource(object).get()).isNull());
        assertThat(client.persistentVolumeClaims()
                        .inNamespace(sandbox.namespace())
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(client.pods().inNamespace(sandbox.namespace()).list().getItems())
                .isEmpty();
        reconciler.remove(sandbox.name());
        reconciler.apply(sandbox, Progress.UNHEARD);
        assertThat(objects(sandbox))
                .allSatisfy(object -> assertThat(client.resource(object).get()).isNotNull());
    }

    @Test
    void a_namespace_that_is_not_ours_is_neither_taken_nor_removed() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, Map.of());
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(sandbox.namespace())
                        .endMetadata()
                        .build())
                .create();
        assertThatThrownBy(() -> reconciler.apply(sandbox, Progress.UNHEARD))
                .satisfies(failure -> isRefused(failure, "left alone"));
        assertThatThrownBy(() -> reconciler.remove(sandbox.name()))
                .satisfies(failure -> isRefused(failure, "left alone"));
        assertThat(client.resourceQuotas()
                        .inNamespace(sandbox.namespace())
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(client.namespaces()
                        .withName(sandbox.namespace())
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();
    }

    @Test
    void a_namespace_that_changes_hands_at_the_last_moment_is_not_removed() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        AtomicBoolean taken = new AtomicBoolean();
        try (KubernetesClient late = beforeEachRequest(request -> {
            if (request.method().equals("DELETE") && taken.compareAndSet(false, true)) {
                client.namespaces()
                        .withName(sandbox.namespace())
                        .edit(namespace -> namespace
                                .edit()
                                .editMetadata()
                                .addToLabels("app.kubernetes.io/managed-by", "somebody-else")
                                .endMetadata()
                                .build());
            }
        })) {
            assertThatThrownBy(() -> new Reconciler(late, SETTINGS, new Patience(PATIENCE)).remove(sandbox.name()))
                    .satisfies(failure -> isRefused(failure, "left alone"));
        }
        assertThat(client.namespaces()
                        .withName(sandbox.namespace())
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();
    }

    /** Before each look at the quota, another one is enforced in its place. */
    @Test
    void no_workload_is_made_before_the_quota_is_enforced() {
        ClusterSandbox sandbox = sandbox(Isolation.VIRTUAL_CLUSTER, Map.of());
        try (KubernetesClient disturbed = beforeEachRequest(request -> {
            if (request.method().equals("GET") && request.uri().getPath().contains("/resourcequotas/")) {
                enforce(sandbox, Map.of("pods", "1"));
            }
        })) {
            Reconciler hasty = new Reconciler(disturbed, SETTINGS, new Patience(Duration.ZERO));
            assertThatThrownBy(() -> hasty.apply(sandbox, Progress.UNHEARD))
                    .isInstanceOfSatisfying(
                            SandboxException.class,
                            late -> assertThat(late.code()).isEqualTo(Code.UNAVAILABLE))
                    .hasMessageContaining("waiting for the quota cpu-small: it is not yet enforced");
        }
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace(sandbox.namespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    private void enforce(ClusterSandbox sandbox, Map<String, String> hard) {
        Resource<ResourceQuota> quota =
                client.resourceQuotas().inNamespace(sandbox.namespace()).withName("cpu-small");
        quota.edit(found ->
                found.edit().editSpec().withHard(quantities(hard)).endSpec().build());
        await().atMost(PATIENCE)
                .until(() -> quantities(hard).equals(quota.get().getStatus().getHard()));
    }

    @Test
    void a_sandbox_of_another_owner_is_not_taken() {
        ClusterSandbox sandbox = sandbox(Isolation.NAMESPACE, Map.of());
        reconciler.apply(sandbox, Progress.UNHEARD);
        ClusterSandbox other =
                new ClusterSandbox(sandbox.name(), sandbox.sandboxClass(), "learner-8", sandbox.isolation());
        assertThatThrownBy(() -> reconciler.apply(other, Progress.UNHEARD))
                .satisfies(failure -> isRefused(failure, "somebody else's"));
    }

    private static void isRefused(Throwable failure, String why) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.NAME_TAKEN))
                .hasMessageContaining(why);
    }

    private ClusterSandbox sandbox(Isolation isolation, Map<String, Integer> devices) {
        return GivenSandbox.sandbox(name, isolation, devices);
    }

    private static List<HasMetadata> objects(ClusterSandbox sandbox) {
        SandboxObjects objects = SandboxObjects.of(sandbox, SETTINGS);
        return Stream.concat(objects.bounds().stream(), objects.workloads().stream())
                .toList();
    }

    private List<String> versions(ClusterSandbox sandbox) {
        return objects(sandbox).stream()
                .<HasMetadata>map(object -> client.resource(object).get())
                .map(object -> object.getMetadata().getName() + " " + version(object))
                .toList();
    }

    /** An API server gives a claim that is applied again another version though nothing of it differs: all else is compared. */
    private static String version(HasMetadata object) {
        if (object instanceof PersistentVolumeClaim) {
            object.getMetadata().setResourceVersion("");
            return Serialization.asYaml(object);
        }
        return object.getMetadata().getResourceVersion();
    }

    /** The versions once the controllers have stopped writing statuses: the same for two seconds. */
    private List<String> settled(ClusterSandbox sandbox) {
        return await().atMost(PATIENCE)
                .during(Duration.ofSeconds(2))
                .until(() -> versions(sandbox), new Unchanged()::test);
    }

    /** Whether a value is the one that was seen before. */
    private static final class Unchanged {
        private List<String> before = List.of();

        boolean test(List<String> now) {
            boolean same = now.equals(before);
            before = now;
            return same;
        }
    }
}
