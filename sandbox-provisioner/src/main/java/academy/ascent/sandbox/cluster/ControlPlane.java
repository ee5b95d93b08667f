package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control plane of a virtual cluster: whether it is ready, and what it waits for. */
final class ControlPlane {
    static final String POD = "sandbox-0";

    private static final Set<Map.Entry<String, String>> LABELS =
            Map.of("app", "vcluster", "release", "sandbox").entrySet();

    private final KubernetesClient client;
    private final Patience patience;

    ControlPlane(KubernetesClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /** Whether a pod is one; that of a virtual cluster's learner never is, since vcluster rewrites its labels. */
    static boolean isOf(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .orElse(Map.of())
                .entrySet()
                .containsAll(LABELS);
    }

    boolean isReady(String namespace) {
        return missing(pod(namespace)).isEmpty();
    }

    void awaitReady(String namespace, Consumer<Progress> progress) {
        String waiting = "waiting for the control plane";
        patience.await(
                Step.WAITING_FOR_CONTROL_PLANE,
                waiting,
                progress,
                () -> missing(pod(namespace)).map(why -> waiting + ": " + why));
    }

    void awaitGone(String namespace, Consumer<Progress> progress) {
        String waiting = "waiting for the control plane to end";
        patience.await(
                Step.WAITING_FOR_PODS,
                waiting,
                progress,
                () -> Optional.ofNullable(pod(namespace)).map(_ -> waiting));
    }

    private @Nullable Pod pod(String namespace) {
        return client.pods().inNamespace(namespace).withName(POD).get();
    }

    /** What keeps a pod from being ready, in the words of the scheduler or the node; empty if it is. */
    static Optional<String> missing(@Nullable Pod pod) {
        if (pod == null) {
            return Optional.of("its pod is not yet made");
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("its last pod is ending");
        }
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        if (condition(status, "Ready", "True").isPresent()) {
            return Optional.empty();
        }
        return Stream.of(
                        condition(status, "PodScheduled", "False").map(PodCondition::getMessage),
                        waiting(status.getInitContainerStatuses()),
                        waiting(status.getContainerStatuses()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of("its pod is not yet ready"));
    }

    private static Optional<PodCondition> condition(PodStatus status, String type, String value) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()))
                .findFirst();
    }

    private static Optional<String> waiting(@Nullable List<ContainerStatus> containers) {
        return Optional.ofNullable(containers).orElse(List.of()).stream()
                .filter(container ->
                        container.getState() != null && container.getState().getWaiting() != null)
                .map(container -> container.getName() + ": "
                        + container.getState().getWaiting().getReason()
                        + Optional.ofNullable(container.getState().getWaiting().getMessage())
                                .map(message -> ", " + message)
                                .orElse(""))
                .findFirst();
    }
}
