package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A namespace of its own for a test, and what the API server is to enforce in it. */
public final class GivenNamespace implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String name;

    private GivenNamespace(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Makes a namespace and waits until pods can be made in it.
     *
     * @param podSecurity the level that is enforced: privileged, baseline or restricted
     */
    public static GivenNamespace in(TestCluster cluster, String podSecurity) {
        KubernetesClient client = cluster.client();
        Namespace made = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("ascent-test-")
                        .addToLabels("pod-security.kubernetes.io/enforce", podSecurity)
                        .endMetadata()
                        .build())
                .create();
        GivenNamespace given = new GivenNamespace(client, made.getMetadata().getName());
        await("the namespace's service account")
                .atMost(PATIENCE)
                .until(() -> client.serviceAccounts()
                                .inNamespace(given.name)
                                .withName("default")
                                .get()
                        != null);
        return given;
    }

    public String name() {
        return name;
    }

    /** Sets a quota and waits until the quota controller has taken it up: before, nothing is enforced. */
    GivenNamespace quota(String quota, Map<String, String> hard) {
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName(quota)
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .withHard(quantities(hard))
                        .endSpec()
                        .build())
                .create();
        await("the quota's status")
                .atMost(PATIENCE)
                .until(() -> client.resourceQuotas()
                        .inNamespace(name)
                        .withName(quota)
                        .get()
                        .getStatus()
                        .getUsed()
                        .keySet()
                        .containsAll(hard.keySet()));
        return this;
    }

    GivenNamespace limits(LimitRangeItem item) {
        client.resource(new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("limits")
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .withLimits(item)
                        .endSpec()
                        .build())
                .create();
        return this;
    }

    Pod create(Pod pod) {
        return client.pods().inNamespace(name).resource(pod).create();
    }

    Pod pod(String pod) {
        return client.pods().inNamespace(name).withName(pod).get();
    }

    /** The API server's words when it refuses a pod. */
    String refusal(Pod pod) {
        return catchThrowableOfType(KubernetesClientException.class, () -> create(pod))
                .getStatus()
                .getMessage();
    }

    /** A pod of one container, which asks for resources as its limits. */
    static PodBuilder pod(String pod, Map<String, String> resources) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("server")
                .withImage("ascent/reference-stack:0.1")
                .withNewResources()
                .withLimits(quantities(resources))
                .endResources()
                .endContainer()
                .endSpec();
    }

    /** A pod as the restricted level of Pod Security asks for it. */
    static Pod careful(String pod, Map<String, String> limits) {
        return new PodBuilder(pod(pod, limits).build())
                .editSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .editFirstContainer()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    static Map<String, Quantity> quantities(Map<String, String> amounts) {
        return amounts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, amount -> new Quantity(amount.getValue())));
    }

    @Override
    public void close() {
        client.namespaces().withName(name).delete();
    }
}
