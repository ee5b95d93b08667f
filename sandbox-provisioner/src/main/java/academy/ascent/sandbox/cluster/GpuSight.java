package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks at the cluster for {@link GpuRound}; at its nodes once. */
final class GpuSight implements GpuRound.Sight {
    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final String device;
    private final Map<String, SandboxName> open;
    private final Map<SandboxName, List<String>> namespaces;
    private final Instant now;
    private Optional<GpuNodes.Found> nodes = Optional.empty();

    /**
     * @param open the sandboxes in which pods may be made, with this device in their class
     */
    GpuSight(
            KubernetesClient client,
            ClusterSettings settings,
            String device,
            List<ClusterSandboxStatus> open,
            Instant now) {
        this.client = client;
        this.settings = settings;
        this.device = device;
        this.open =
                open.stream().collect(Collectors.toMap(ClusterSandboxStatus::namespace, ClusterSandboxStatus::name));
        // More than one where somebody has put the labels of one on another.
        this.namespaces = open.stream()
                .collect(Collectors.groupingBy(
                        ClusterSandboxStatus::name,
                        Collectors.mapping(ClusterSandboxStatus::namespace, Collectors.toList())));
        this.now = now;
    }

    private GpuNodes.Found nodes() {
        if (nodes.isEmpty()) {
            nodes = Optional.of(new GpuNodes(client).look(device));
        }
        return nodes.get();
    }

    @Override
    public Set<SandboxName> holders() {
        return nodes().held().keySet().stream()
                .filter(open::containsKey)
                .map(open::get)
                .collect(Collectors.toSet());
    }

    /** Without those that pods of others have, whoever they are. */
    @Override
    public int capacity() {
        int elsewhere = nodes().held().entrySet().stream()
                .filter(Predicate.not(held -> open.containsKey(held.getKey())))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return settings.lent().getOrDefault(device, nodes().offered() - elsewhere);
    }

    @Override
    public Duration used(String owner) {
        return new GpuBooks(new PlatformMaps(client, settings.platformNamespace()))
                .read(owner, device, now)
                .used(now);
    }

    @Override
    public boolean isAskedFor(SandboxName sandbox) {
        return namespaces.getOrDefault(sandbox, List.of()).stream()
                .flatMap(namespace -> client.pods().inNamespace(namespace).list().getItems().stream())
                .anyMatch(pod -> GpuLook.holds(pod, device));
    }
}
