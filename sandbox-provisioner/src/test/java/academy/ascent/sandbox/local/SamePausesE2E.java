package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.RestartPolicy;
import academy.ascent.sandbox.admission.Share;
import academy.ascent.sandbox.cluster.ClusterTest;
import academy.ascent.sandbox.cluster.GivenNamespace;
import academy.ascent.sandbox.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link ReplicaSets} makes of the ReplicaSets of a paused Deployment what the Deployment controller makes of them. */
@ClusterTest
class SamePausesE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SURGE = 3;
    private static final String ROLLING = "{rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}";
    private static final String RECREATE = "{type: Recreate}";

    private KubernetesClient client;
    private GivenNamespace namespace;
    private String strategy = ROLLING;
    private int image;
    private int replicas;
    private boolean paused;

    @BeforeEach
    void givenANamespace(TestCluster cluster) {
        client = cluster.client();
        namespace = GivenNamespace.in(cluster, "baseline");
    }

    @AfterEach
    void removeIt() {
        namespace.close();
    }

    /** Pods of the first image begin; those of all others wait until they are let. */
    private void apply(int newImage, int newReplicas, boolean nowPaused) {
        if (newImage != image) {
            // Two ReplicaSets that are made within a second have no order but that of their names.
            Pauses.sleep(Duration.ofMillis(1100));
        }
        image = newImage;
        replicas = newReplicas;
        paused = nowPaused;
        HasMetadata applied = client.resource(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        spec:
                          replicas: %d
                          paused: %s
                          strategy: %s
                          selector: {matchLabels: {app: web}}
                          template:
                            metadata: {labels: {app: web}}
                            spec:
                              schedulingGates: [%s]
                              containers: [{name: main, image: "image:%d"}]
                        """.formatted(replicas, paused, strategy, image == 0 ? "" : "{name: example.com/wait}", image))
                .inNamespace(namespace.name())
                .forceConflicts()
                .serverSideApply();
        await("the controller has seen it")
                .atMost(PATIENCE)
                .until(() -> applied.getMetadata()
                        .getGeneration()
                        .equals(client.apps()
                                .deployments()
                                .inNamespace(namespace.name())
                                .withName("web")
                                .get()
                                .getStatus()
                                .getObservedGeneration()));
    }

    /** Lets so many pods of an image begin. */
    private void let(int ofImage, int count) {
        await(count + " waiting pods of image " + ofImage)
                .atMost(PATIENCE)
                .until(() -> waiting(ofImage).size() >= count);
        waiting(ofImage).stream()
                .limit(count)
                .forEach(pod -> client.resource(pod).edit(one -> {
                    one.getSpec().setSchedulingGates(List.of());
                    return one;
                }));
    }

    private List<Pod> waiting(int ofImage) {
        return client.pods().inNamespace(namespace.name()).list().getItems().stream()
                .filter(pod -> !pod.getSpec().getSchedulingGates().isEmpty())
                .filter(pod ->
                        pod.getSpec().getContainers().getFirst().getImage().equals("image:" + ofImage))
                .toList();
    }

    private void untilAvailable(int ofImage, int count) {
        await(count + " available of image " + ofImage).atMost(PATIENCE).until(() -> available(ofImage) >= count);
    }

    private Stream<io.fabric8.kubernetes.api.model.apps.ReplicaSet> made() {
        return client.apps().replicaSets().inNamespace(namespace.name()).list().getItems().stream()
                .sorted(Comparator.comparing(
                                (HasMetadata set) -> set.getMetadata().getCreationTimestamp())
                        .thenComparing(set -> set.getMetadata().getName()));
    }

    private static int image(io.fabric8.kubernetes.api.model.apps.ReplicaSet set) {
        String named =
                set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
        return Integer.parseInt(named.substring("image:".length()));
    }

    private int available(int ofImage) {
        return made().filter(set -> image(set) == ofImage)
                .map(set -> set.getStatus().getAvailableReplicas())
                .map(count -> count == null ? 0 : count)
                .findFirst()
                .orElse(0);
    }

    private ReplicaSets sets() {
        return new ReplicaSets(made().map(SamePausesE2E::read).toList());
    }

    private static ReplicaSet read(io.fabric8.kubernetes.api.model.apps.ReplicaSet set) {
        Map<String, String> annotations = set.getMetadata().getAnnotations();
        return new ReplicaSet(
                template(image(set)),
                set.getSpec().getReplicas(),
                Integer.parseInt(annotations.get("deployment.kubernetes.io/desired-replicas")),
                Integer.parseInt(annotations.get("deployment.kubernetes.io/max-replicas")));
    }

    private void untilSizes(Integer... sizes) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(sets().all().stream().map(ReplicaSet::size)).containsExactly(sizes));
    }

    private static PodTemplate template(int image) {
        return GivenTemplate.of(Map.of("app", "web"), Map.of(), RestartPolicy.ALWAYS, "image:" + image);
    }

    private DeploymentWorkload web() {
        return new DeploymentWorkload(
                "web",
                replicas,
                Share.pods(SURGE),
                Share.pods(2),
                strategy.equals(RECREATE),
                paused,
                Duration.ZERO,
                Map.of("app", "web"),
                10,
                Optional.empty(),
                template(image));
    }

    /** A pod that is available is the last to go. */
    private ReplicaSets atRest(ReplicaSets before) {
        ReplicaSets now = before;
        int available = available(image);
        for (int round = 0; round < 20; round++) {
            now = now.paused(web(), Math.min(available, now.size(template(image))));
        }
        return now;
    }

    /** Sets another number of replicas, or another template, of what is paused. */
    private void thenBothMakeTheSame(int newImage, int... scales) {
        for (int newReplicas : scales) {
            ReplicaSets before = sets();
            apply(newImage, newReplicas, true);
            ReplicaSets expected = atRest(before);
            await(newReplicas + " replicas")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sets()).isEqualTo(expected));
            await().during(Duration.ofMillis(500)).until(() -> sets().equals(expected));
        }
    }

    /** 8 old pods and 5 new ones of 10, as in Kubernetes' documentation. */
    private void givenARolloutInFlight() {
        apply(0, 10, false);
        untilAvailable(0, 10);
        apply(1, 10, false);
        untilSizes(8, 5);
    }

    @Test
    void a_rollout_in_flight_is_scaled() {
        givenARolloutInFlight();
        thenBothMakeTheSame(1, 10, 15, 4, 20, 1, 7, 2, 11, 0, 3, 10);
    }

    @Test
    void two_rollouts_in_flight_are_scaled() {
        givenARolloutInFlight();
        apply(1, 10, true);
        let(1, 2);
        untilAvailable(1, 2);
        apply(2, 10, false);
        untilSizes(6, 2, 5);
        thenBothMakeTheSame(2, 10, 15, 6, 20, 2, 9, 3);
        thenBothMakeTheSame(3, 3, 14, 5);
        thenBothMakeTheSame(0, 5, 8);
    }

    @Test
    void what_is_whole_takes_all() {
        givenARolloutInFlight();
        let(1, 5);
        untilSizes(3, 10);
        untilAvailable(1, 5);
        thenBothMakeTheSame(1, 10);
        let(1, 5);
        untilSizes(0, 10);
        thenBothMakeTheSame(1, 10, 12);
    }

    @Test
    void what_is_empty_is_scaled() {
        strategy = RECREATE;
        apply(0, 3, false);
        untilAvailable(0, 3);
        apply(1, 3, false);
        untilSizes(0, 3);
        apply(2, 3, false);
        untilSizes(0, 0, 3);
        thenBothMakeTheSame(0, 3, 5, 0, 2, 0);
        thenBothMakeTheSame(9, 0, 4);
    }

    @Test
    void what_never_ran_is_not() {
        thenBothMakeTheSame(0, 3, 5);
        assertThat(sets()).isEqualTo(ReplicaSets.NONE);
    }
}
