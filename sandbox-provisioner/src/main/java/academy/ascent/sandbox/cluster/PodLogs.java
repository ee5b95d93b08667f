package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the containers of a pod have written last. */
final class PodLogs {
    private static final int LINES = 200;
    private static final int LONGEST_LINE = 4096;
    /** Of one log, as the node sends it. */
    private static final int MOST_BYTES = 256 << 10;
    /** Of one pod, of which some have many. */
    private static final int MOST_CONTAINERS = 8;

    private static final String GONE = "unable to retrieve container logs for ";

    private final KubernetesClient client;

    PodLogs(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The logs of a pod, those of the containers that begin it first, and of each the earlier one before the present one.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is no such pod of the learner's
     */
    List<ContainerLog> of(SandboxName sandbox, String pod) {
        Pod found = WorkLook.require(client, sandbox, pod);
        List<ContainerStatus> containers = PodLook.containers(found).toList();
        List<ContainerLog> logs = new ArrayList<>();
        containers.stream().limit(MOST_CONTAINERS).forEach(container -> logs.addAll(logs(found, container)));
        containers.stream()
                .skip(MOST_CONTAINERS)
                .map(container -> note(container, "No more than " + MOST_CONTAINERS + " containers are shown here"))
                .forEach(logs::add);
        return logs;
    }

    private List<ContainerLog> logs(Pod pod, ContainerStatus container) {
        boolean isRestarted =
                container.getLastState() != null && container.getLastState().getTerminated() != null;
        Optional<String> waits = waits(container);
        Stream<ContainerLog> earlier = isRestarted ? Stream.of(read(pod, container, true)) : Stream.of();
        // Of one that waits to be started again, the node gives the log of the run before for the present one.
        ContainerLog present = waits.map(why -> note(container, why)).orElseGet(() -> read(pod, container, false));
        return Stream.concat(earlier, Stream.of(present)).toList();
    }

    private static ContainerLog note(ContainerStatus container, String note) {
        return new ContainerLog(container.getName(), false, note, List.of());
    }

    /** Why a container does not run yet, or not again. */
    static Optional<String> waits(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(state -> state.getWaiting())
                .map(PodLogs::words);
    }

    private static String words(ContainerStateWaiting waiting) {
        String reason = Objects.requireNonNullElse(waiting.getReason(), "it is not started yet");
        String message = Objects.requireNonNullElse(waiting.getMessage(), "");
        return "It waits: " + reason + (message.isBlank() ? "" : ", " + message);
    }

    private ContainerLog read(Pod pod, ContainerStatus container, boolean isEarlier) {
        try {
            List<String> lines = last(pod, container.getName(), isEarlier);
            return isGone(lines)
                    ? new ContainerLog(container.getName(), isEarlier, "The node does not keep it any more", List.of())
                    : new ContainerLog(container.getName(), isEarlier, "", lines);
        } catch (KubernetesClientException failed) {
            if (Answers.isRefusal(failed) || Answers.isNotFound(failed)) {
                return new ContainerLog(container.getName(), isEarlier, Answers.words(failed), List.of());
            }
            throw failed;
        }
    }

    /** Of a run that is gone, a node sends in the place of the log that it has none. */
    static boolean isGone(List<String> lines) {
        return lines.size() == 1 && lines.getFirst().startsWith(GONE);
    }

    /** A node leaves out the end of a log that is too large, so fewer lines are asked for until they fit. */
    private List<String> last(Pod pod, String container, boolean isEarlier) {
        String text = "";
        for (int lines = LINES; lines > 0; lines /= 8) {
            text = text(pod, container, isEarlier, lines);
            if (text.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES) {
                break;
            }
        }
        return lines(text);
    }

    /** Asked by its path, since the client's own way does not bound the log of an earlier run. */
    private String text(Pod pod, String container, boolean isEarlier, int lines) {
        return client.raw(
                "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                        + pod.getMetadata().getName() + "/log?container=" + container + "&previous=" + isEarlier
                        + "&tailLines=" + lines + "&limitBytes=" + MOST_BYTES,
                "GET",
                null);
    }

    /** Each no longer than a line of a sandbox of this machine may be. */
    static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
                .toList();
    }
}
