package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** Opens terminals in pods; how many each has is known of those alone that this object opened. */
final class PodTerminals {
    private final KubernetesClient client;
    private final TerminalSeats seats = new TerminalSeats();

    PodTerminals(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Which container a terminal is opened in.
     *
     * @param wanted empty for the first of the pod's own
     * @throws SandboxException with code {@code NOT_FOUND} if there is none of that name, or it does not run
     */
    static String running(Pod pod, Optional<String> wanted) {
        String name = pod.getMetadata().getName();
        String container = wanted.orElseGet(() -> first(pod));
        ContainerStatus status = PodLook.containers(pod)
                .filter(one -> container.equals(one.getName()))
                .findFirst()
                .orElseThrow(() ->
                        new SandboxException(Code.NOT_FOUND, "The pod " + name + " has no container " + container));
        if (!PodLook.runs(status)) {
            throw new SandboxException(
                    Code.NOT_FOUND, "The container " + container + " of the pod " + name + " does not run");
        }
        return container;
    }

    private static String first(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getContainers()).orElse(List.of()).stream()
                .map(Container::getName)
                .findFirst()
                .orElse("");
    }

    /**
     * Opens a shell in a container.
     *
     * @param where the pod in words, as in {@code the pod web}
     * @throws SandboxException with code {@code UNAVAILABLE} if no shell can be had there, or it has as many as it may
     */
    Terminal open(String where, Pod pod, String container, TerminalSize size) {
        Runnable seat = seats.take(where, pod.getMetadata().getUid());
        try {
            return PodShell.open(
                    where,
                    client.pods()
                            .inNamespace(pod.getMetadata().getNamespace())
                            .withName(pod.getMetadata().getName())
                            .inContainer(container),
                    size,
                    seat);
        } catch (RuntimeException failed) {
            seat.run();
            throw failed;
        }
    }
}
