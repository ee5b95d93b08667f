package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at what runs in a sandbox, and ends a pod of it. */
final class WorkLook {
    private static final Pattern POD = Pattern.compile("[a-z0-9][-.a-z0-9]{0,252}");
    private static final int MOST_WARNINGS = 10;
    /** What a controller's client puts before a message that stands for several. */
    private static final String COMBINED = "^\\(combined from similar events\\): ";

    private final KubernetesClient client;

    WorkLook(KubernetesClient client) {
        this.client = client;
    }

    ClusterWork in(SandboxName sandbox) {
        String namespace = ClusterSandbox.namespace(sandbox);
        List<ClusterPod> pods = client.pods().inNamespace(namespace).list().getItems().stream()
                .map(PodLook::at)
                .sorted(Comparator.comparing(ClusterPod::name))
                .toList();
        return new ClusterWork(
                pods,
                warnings(client.v1()
                        .events()
                        .inNamespace(namespace)
                        .withField("type", "Warning")
                        .list()
                        .getItems()));
    }

    /** One for all events of a kind about an object: a controller that tries again is told anew each time. */
    static List<ClusterWarning> warnings(List<Event> events) {
        return events.stream()
                .collect(Collectors.groupingBy(event -> object(event) + " " + event.getReason()))
                .values()
                .stream()
                .map(WorkLook::warning)
                .sorted(Comparator.comparing(ClusterWarning::last).reversed())
                .limit(MOST_WARNINGS)
                .toList();
    }

    private static ClusterWarning warning(List<Event> alike) {
        Event latest = alike.stream().max(Comparator.comparing(WorkLook::last)).orElseThrow();
        return new ClusterWarning(
                last(latest),
                alike.stream().mapToInt(WorkLook::count).sum(),
                object(latest),
                Objects.requireNonNullElse(latest.getMessage(), "").replaceFirst(COMBINED, ""));
    }

    private static String object(Event event) {
        return event.getInvolvedObject().getKind() + " "
                + event.getInvolvedObject().getName();
    }

    private static int count(Event event) {
        int inSeries = Optional.ofNullable(event.getSeries())
                .map(EventSeries::getCount)
                .orElse(1);
        return Optional.ofNullable(event.getCount()).orElse(inSeries);
    }

    /** Events of the older kind count, those of the newer kind have a series, or are told once. */
    private static Instant last(Event event) {
        return Stream.of(
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(event.getSeries())
                                .map(EventSeries::getLastObservedTime)
                                .map(MicroTime::getTime),
                        Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime),
                        Optional.ofNullable(event.getMetadata()).map(ObjectMeta::getCreationTimestamp))
                .flatMap(Optional::stream)
                .map(Instant::parse)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /**
     * Has a pod end as {@code kubectl delete pod} does.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is none of that name
     */
    void end(SandboxName sandbox, String pod) {
        boolean isThere = POD.matcher(pod).matches()
                && !client.pods()
                        .inNamespace(ClusterSandbox.namespace(sandbox))
                        .withName(pod)
                        .delete()
                        .isEmpty();
        if (!isThere) {
            throw new SandboxException(Code.NOT_FOUND, "There is no pod " + pod + " any more");
        }
    }

    /**
     * A pod of a learner's, which a virtual cluster's control plane is not.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is none of that name
     */
    static Pod require(KubernetesClient client, SandboxName sandbox, String name) {
        return pod(client, sandbox, name)
                .filter(pod -> !ControlPlane.isOf(pod))
                .orElseThrow(() -> new SandboxException(Code.NOT_FOUND, "There is no pod " + name + " any more"));
    }

    /** A pod of a sandbox; empty if there is none of that name, or it is no name. */
    private static Optional<Pod> pod(KubernetesClient client, SandboxName sandbox, String name) {
        return POD.matcher(name).matches()
                ? Optional.ofNullable(client.pods()
                        .inNamespace(ClusterSandbox.namespace(sandbox))
                        .withName(name)
                        .get())
                : Optional.empty();
    }
}
