package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A local sandbox admits and refuses what an API server does, in the same words. */
@ClusterTest
class SameRefusalsE2E {
    private static final String ADMITTED = "admitted";
    private static final Map<String, String> PATHS = Map.of(
            "CronJob", "apis/batch/v1",
            "Deployment", "apis/apps/v1",
            "HorizontalPodAutoscaler", "apis/autoscaling/v2",
            "Job", "apis/batch/v1",
            "StatefulSet", "apis/apps/v1");
    private static final SandboxClass CLASS = new SandboxClass(
            "cpu-small",
            2000,
            1L << 30,
            4,
            200,
            0,
            0,
            1,
            Optional.of(new SandboxClass.Gpus("nvidia.com/gpu.shared", 2, Duration.ofHours(5))),
            Optional.empty());
    private static final Map<String, String> QUOTA = Map.of(
            "limits.cpu", "2",
            "limits.memory", "1Gi",
            "pods", "4",
            "services", "1",
            "requests.nvidia.com/gpu", "0",
            "requests.nvidia.com/mig-1g.10gb", "0",
            "requests.nvidia.com/gpu.shared", "2");

    private static GivenNamespace shared;

    @BeforeAll
    static void givenANamespaceAsTheSandbox(TestCluster cluster) {
        shared = namespace(cluster);
    }

    private static GivenNamespace namespace(TestCluster cluster) {
        return GivenNamespace.in(cluster, "baseline")
                .quota(CLASS.name(), QUOTA)
                .limits(Bounds.limits(new ClusterClass(CLASS, 0, 0, 1, Map.of()))
                        .getSpec()
                        .getLimits()
                        .getFirst());
    }

    @AfterAll
    static void removeTheNamespace() {
        if (shared != null) {
            shared.close();
        }
    }

    @ParameterizedTest
    @MethodSource("academy.ascent.sandbox.cluster.RefusalTable#rows")
    void both_say_the_same(RefusalTable.Row row, TestCluster cluster) throws Exception {
        assertThat(local(row)).isEqualTo(real(row, cluster));
    }

    @Test
    void a_service_beyond_the_quota_is_refused_in_the_same_words(TestCluster cluster) throws Exception {
        RefusalTable.Row second = new RefusalTable.Row("a second Service", "Service", service("second"));
        try (GivenNamespace fresh = namespace(cluster)) {
            cluster.client()
                    .resource(service("first"))
                    .inNamespace(fresh.name())
                    .create();
            HttpResponse<String> response = post(second, cluster.client(), fresh);
            assertThat(local(new RefusalTable.Row("both", "Service", service("first") + "---\n" + service("second"))))
                    .isEqualTo(words(Serialization.unmarshal(response.body(), Status.class)
                            .getMessage()))
                    .contains("exceeded quota");
        }
    }

    private static String service(String name) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """.replace("NAME", name);
    }

    private static String local(RefusalTable.Row row) {
        Policy policy =
                new Policy(new SandboxName("grade-1"), CLASS, new TreeSet<>(List.of("ascent/reference-stack:0.1")));
        Admission answer = Admitter.decide(
                        List.of(new ManifestFile("k8s/all.yaml", row.yaml())), policy, DesiredState.EMPTY)
                .answer();
        return switch (answer) {
            case Admission.Admitted _ -> ADMITTED;
            case Admission.Refused refused ->
                refused.reasons().stream().map(Admission.Refusal::message).collect(Collectors.joining(", "));
        };
    }

    /** What the API server says to the object and then to its pods, which a controller would make one by one. */
    private static String real(RefusalTable.Row row, TestCluster cluster) throws Exception {
        HttpResponse<String> response = post(row, cluster.client(), shared);
        if (!response.isSuccessful()) {
            return words(Serialization.unmarshal(response.body(), Status.class).getMessage());
        }
        return switch (row.kind()) {
            case "Deployment" -> {
                DeploymentSpec spec = Serialization.unmarshal(response.body(), Deployment.class)
                        .getSpec();
                yield pods(cluster, spec.getTemplate(), spec.getReplicas());
            }
            case "StatefulSet" -> {
                StatefulSetSpec spec = Serialization.unmarshal(response.body(), StatefulSet.class)
                        .getSpec();
                yield pods(cluster, spec.getTemplate(), spec.getReplicas());
            }
            case "Job" -> {
                JobSpec spec =
                        Serialization.unmarshal(response.body(), Job.class).getSpec();
                yield pods(cluster, spec.getTemplate(), atOnce(spec));
            }
            case "CronJob" -> {
                JobSpec spec = Serialization.unmarshal(response.body(), CronJob.class)
                        .getSpec()
                        .getJobTemplate()
                        .getSpec();
                yield pods(cluster, spec.getTemplate(), atOnce(spec));
            }
            default -> ADMITTED;
        };
    }

    private static int atOnce(JobSpec job) {
        int parallelism = job.getParallelism() == null ? 1 : job.getParallelism();
        return job.getCompletions() == null ? parallelism : Math.min(parallelism, job.getCompletions());
    }

    private static String pods(TestCluster cluster, PodTemplateSpec template, int count) {
        try {
            if (count == 1) {
                dryRun(cluster, pod(template, "tumour"));
            } else {
                createAll(cluster, template, count);
            }
            return ADMITTED;
        } catch (KubernetesClientException refused) {
            return words(refused.getStatus().getMessage());
        }
    }

    private static HttpResponse<String> post(RefusalTable.Row row, KubernetesClient client, GivenNamespace namespace)
            throws Exception {
        String path = PATHS.getOrDefault(row.kind(), "api/v1");
        URI uri = URI.create(client.getMasterUrl() + path + "/namespaces/" + namespace.name() + "/"
                + row.kind().toLowerCase(java.util.Locale.ROOT) + "s?dryRun=All&fieldValidation=Strict");
        return client.getHttpClient()
                .sendAsync(
                        client.getHttpClient()
                                .newHttpRequestBuilder()
                                .uri(uri)
                                .post("application/yaml", row.yaml())
                                .build(),
                        String.class)
                .get(10, TimeUnit.SECONDS);
    }

    private static void dryRun(TestCluster cluster, Pod pod) {
        cluster.client()
                .pods()
                .inNamespace(shared.name())
                .resource(pod)
                .dryRun()
                .create();
    }

    private static void createAll(TestCluster cluster, PodTemplateSpec template, int count) {
        try (GivenNamespace fresh = namespace(cluster)) {
            for (int i = 0; i < count; i++) {
                fresh.create(pod(template, "tumour-" + i));
            }
        }
    }

    private static Pod pod(PodTemplateSpec template, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    /**
     * A refusal without what only says which object it is about, since a local refusal names that apart; the pods of a
     * ReplicaSet are named with a suffix, which is left out too.
     */
    private static String words(String message) {
        return message.replaceFirst("^\\w+(\\.\\w+)? \"[^\"]*\" is invalid: \\[(?!])(.*)]$", "$2")
                .replaceFirst("^\\w+(\\.\\w+)? \"[^\"]*\" is invalid: ", "")
                .replaceFirst("^\\w+ in version \"v[12]\" cannot be handled as a \\w+: ", "")
                .replaceFirst("^pods \"(tumour)-\\d+\"", "pods \"$1\"");
    }
}
