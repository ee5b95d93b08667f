package academy.ascent.sandbox.local;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.Decision;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import academy.ascent.sandbox.cluster.GivenNamespace;
import academy.ascent.sandbox.cluster.RealClusterTest;
import academy.ascent.sandbox.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link PodConfiguration} tells a container of Services what a kubelet tells it. */
@RealClusterTest
class SameVariablesE2E {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern VARIABLE = Pattern.compile("export ([A-Z_0-9a-z]+)='(.*)'");

    /** What a shell, an image and the API server's own Service add on a node. */
    private static final Set<String> OTHERS = Set.of("PATH", "PWD", "OLDPWD", "HOME", "HOSTNAME", "SHLVL");

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: told}
            spec:
              selector: {matchLabels: {app: told}}
              template:
                metadata: {labels: {app: told}}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  LINKS
                  containers:
                    - name: main
                      image: test/shell:1
                      args: ["export -p; echo '$(WEB_SERVICE_PORT) $(WEB_PORT) $(GONE)'; sleep 1000"]
                      env:
                        - {name: WEB_PORT, value: "1"}
                        - {name: ASKED, value: "$(WEB_SERVICE_HOST):$(WEB_PORT)$(MODEL_V2_SERVICE_PORT_GRPC_WEB)"}
                      resources: {limits: {cpu: 100m, memory: 64Mi}}
            """;

    private KubernetesClient client;
    private GivenNamespace namespace;

    @BeforeEach
    void givenServices(TestCluster cluster) {
        client = cluster.client();
        namespace = GivenNamespace.in(cluster, "baseline");
        make(PodConfigurationTest.SERVICES);
    }

    @AfterEach
    void removeThem() {
        namespace.close();
    }

    @Test
    void of_the_same_services() {
        List<String> log = log("enableServiceLinks: true");
        assertThat(variables(log)).hasSizeGreaterThan(20).isEqualTo(here("enableServiceLinks: true"));
        assertThat(log).last().isEqualTo("8080 1 $(GONE)");
    }

    @Test
    void of_none_where_the_pod_says_so() {
        assertThat(variables(log("enableServiceLinks: false")))
                .containsOnlyKeys("WEB_PORT", "ASKED")
                .isEqualTo(here("enableServiceLinks: false"));
    }

    private void make(String yaml) {
        List<HasMetadata> objects = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        objects.forEach(
                object -> client.resource(object).inNamespace(namespace.name()).create());
    }

    /** What a pod of the node writes. */
    private List<String> log(String links) {
        make(DEPLOYMENT.replace("LINKS", links));
        var pods = client.pods().inNamespace(namespace.name());
        await("the pod runs")
                .atMost(START)
                .until(() -> pods.list().getItems().stream()
                        .anyMatch(pod -> pods.resource(pod).isReady()));
        String pod = pods.list().getItems().getFirst().getMetadata().getName();
        return await("it has written")
                .atMost(START)
                .until(
                        () -> pods.withName(pod).getLog().lines().toList(),
                        lines -> lines.stream().anyMatch(line -> line.endsWith("$(GONE)")));
    }

    private static Map<String, String> variables(List<String> log) {
        return log.stream()
                .map(VARIABLE::matcher)
                .filter(found -> found.matches()
                        && !OTHERS.contains(found.group(1))
                        && !found.group(1).startsWith("KUBERNETES_"))
                .collect(toMap(found -> found.group(1), found -> found.group(2)));
    }

    /** What it would be told here, had the Services these addresses. */
    private Map<String, String> here(String links) {
        SandboxName name = new SandboxName("same");
        Policy policy = new Policy(
                name, new SandboxClass("small", 2000, 1L << 30, 4, 9), new TreeSet<>(List.of("test/shell:1")));
        String manifests = PodConfigurationTest.SERVICES + "---\n" + DEPLOYMENT.replace("LINKS", links);
        Decision decision = Admitter.decide(List.of(new ManifestFile("a.yaml", manifests)), policy, DesiredState.EMPTY);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        DesiredState state = ((Decision.Accepted) decision).state();
        PodConfiguration.Answer answer =
                PodConfiguration.of(state.workloads().get("told").template(), state, name, this::address);
        assertThat(answer).isInstanceOf(PodConfiguration.Answer.Ready.class);
        return ((PodConfiguration.Answer.Ready) answer).environment();
    }

    private String address(String service) {
        return client.services()
                .inNamespace(namespace.name())
                .withName(service)
                .require()
                .getSpec()
                .getClusterIP();
    }
}
