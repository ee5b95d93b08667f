package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.PodProgram.Ended;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a grader does on nodes: a pod on each, in a namespace of its own that learners do not reach, sees the node's
 * processes. A container's are those whose control group has its id.
 */
final class NodeHands {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SCRIPT = "node-hand.sh";
    private static final Map<String, String> LABEL = Map.of("ascent.academy/part", "node-hand");
    private static final int NONE_FOUND = 3;

    private final KubernetesClient client;
    private final Reconciler reconciler;
    private final Patience patience;
    private final String namespace;
    private final String image;

    /**
     * @param patience how long a node may take to have its own
     */
    NodeHands(KubernetesClient client, Reconciler reconciler, ClusterSettings settings, Patience patience) {
        this.client = client;
        this.reconciler = reconciler;
        this.patience = patience;
        this.namespace = settings.platformNamespace() + "-nodes";
        this.image = settings.requireMeasuring().image();
    }

    /** Makes them, or puts them right; nodes that come later have theirs by themselves. */
    void prepare() {
        Answers.speaking("prepare its nodes for gradings", () -> {
            Template.named("node-hands")
                    .objects(Map.of("namespace", namespace, "image", image))
                    .forEach(reconciler::put);
            return namespace;
        });
    }

    /**
     * Kills the processes of a container.
     *
     * @return whether there were any
     */
    boolean kill(String node, String container) {
        return isDone(on(node, "kill a replica", List.of("kill", container)));
    }

    /**
     * Stops the processes of a container, which then go on by themselves.
     *
     * @return whether there were any
     */
    boolean stall(String node, String container, Duration time) {
        return isDone(on(
                node,
                "stall a replica",
                List.of("stall", container, String.valueOf(Math.max(1, time.toMillis()) / 1000.0))));
    }

    private static boolean isDone(Ended ended) {
        if (ended.status() != 0 && ended.status() != NONE_FOUND) {
            throw new SandboxException(Code.BROKEN, "A node's hand failed: " + ended.errors());
        }
        return ended.status() == 0;
    }

    /** What containers use, and what a node's processors do; no container is there twice. */
    HandReport usage(String node, Collection<String> containers) {
        Ended ended = on(node, "see what a replica uses", List.of("usage", String.join("|", containers)));
        if (ended.status() != 0) {
            throw new SandboxException(Code.BROKEN, "A node's hand failed: " + ended.errors());
        }
        return HandReport.read(ended.output().lines().toList());
    }

    private Ended on(String node, String what, List<String> arguments) {
        Pod hand = ready(node).orElseGet(() -> awaited(node));
        return PodProgram.script(what, SCRIPT, PATIENCE, arguments)
                .in(client.pods()
                        .inNamespace(namespace)
                        .withName(hand.getMetadata().getName()));
    }

    /** A node may just have come, or have to fetch the image. */
    private Pod awaited(String node) {
        AtomicReference<Pod> found = new AtomicReference<>();
        patience.await(
                Step.WAITING_FOR_PODS,
                "waiting for the pod of " + namespace + " on node " + node
                        + ", without which nothing is measured there",
                Progress.UNHEARD,
                () -> {
                    ready(node).ifPresent(found::set);
                    return found.get() == null
                            ? Optional.of("waiting for the pod of " + namespace + " on node " + node)
                            : Optional.empty();
                });
        return Objects.requireNonNull(found.get());
    }

    private Optional<Pod> ready(String node) {
        return Answers.speaking(
                "find its pod on node " + node,
                () -> client.pods().inNamespace(namespace).withLabels(LABEL).list().getItems().stream()
                        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                        .filter(pod -> ControlPlane.missing(pod).isEmpty())
                        .findFirst());
    }
}
