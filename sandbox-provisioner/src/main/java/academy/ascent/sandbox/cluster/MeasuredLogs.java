package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.List;
import java.util.stream.Stream;

/** What pods wrote: a node keeps it of the container that runs and of the one before it. */
final class MeasuredLogs {
    private final KubernetesClient client;
    private final String namespace;

    MeasuredLogs(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    List<String> last(Pod pod, int lines) {
        List<String> all = MeasuredPods.container(pod).stream()
                .flatMap(container -> written(pod, container, lines))
                .toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    private Stream<String> written(Pod pod, ContainerStatus status, int lines) {
        ContainerResource container = client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .inContainer(status.getName());
        Stream<String> before = status.getRestartCount() == null || status.getRestartCount() == 0
                ? Stream.empty()
                : lines(() -> container.terminated().tailingLines(lines).getLog());
        return Stream.concat(before, lines(() -> container.tailingLines(lines).getLog()));
    }

    private interface Reading {
        String log();
    }

    /** None of a container that has not started, or is gone from its node. */
    private static Stream<String> lines(Reading reading) {
        try {
            return reading.log().lines();
        } catch (KubernetesClientException refused) {
            if (Answers.isRefusal(refused) || Answers.isNotFound(refused)) {
                return Stream.empty();
            }
            throw refused;
        }
    }
}
