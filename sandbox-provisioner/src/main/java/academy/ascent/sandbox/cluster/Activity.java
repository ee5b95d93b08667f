package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When somebody last changed something in a sandbox, as its API server notes with every object who changed it last, and
 * when; that of a virtual cluster is its own. What is only looked at, what runs in a container by {@code kubectl exec}, and what is deleted, leaves no note.
 *
 * <p>Source: Kubernetes, "Server-Side Apply", managed fields.
 */
final class Activity {
    /** Who changes objects without anybody's doing; all parts of the control plane have names that begin with kube-. */
    private static final Set<String> MACHINES = Set.of(Ownership.MANAGER, "kubelet", "kwok", "vcluster");

    private static final String CONTROL_PLANE = "kube-";

    private final KubernetesClient client;
    private final InnerCluster inner;

    Activity(KubernetesClient client, InnerCluster inner) {
        this.client = client;
        this.inner = inner;
    }

    /**
     * Empty if nobody but the cluster and the platform has changed anything that is still there.
     *
     * @throws SandboxException with code {@code UNAVAILABLE} if it is a virtual cluster that does not answer
     */
    Optional<Instant> latest(ClusterSandboxStatus sandbox) {
        return switch (sandbox.isolation()) {
            case NAMESPACE -> in(sandbox.namespace());
            case MEASURED -> Optional.empty();
            case VIRTUAL_CLUSTER ->
                inner.hasStarted(sandbox.namespace())
                        ? inner.ask(sandbox.namespace(), "tell who works in it", Activity::inside)
                        : Optional.empty();
        };
    }

    private Optional<Instant> in(String namespace) {
        List<Instant> changes = new ArrayList<>();
        kinds().forEach(kind -> Paged.each(client, kind, namespace, object -> changes.addAll(changes(object))));
        return changes.stream().max(Comparator.naturalOrder());
    }

    /** In all namespaces of a virtual cluster but those that hold what it needs. */
    private static Optional<Instant> inside(KubernetesClient inside) {
        List<Instant> changes = new ArrayList<>();
        Paged.everywhere(inside, Namespace.class, namespace -> changes.addAll(changes(namespace)));
        kinds().forEach(kind -> Paged.everywhere(inside, kind, object -> {
            if (!InnerSnapshot.isOfTheCluster(object.getMetadata().getNamespace())) {
                changes.addAll(changes(object));
            }
        }));
        return changes.stream().max(Comparator.naturalOrder());
    }

    private static Stream<Class<? extends HasMetadata>> kinds() {
        return Stream.concat(Snapshot.KINDS.stream(), Stream.of(Pod.class))
                // Not everybody may read these, and who makes one makes something else, too.
                .filter(kind -> !kind.equals(Secret.class));
    }

    private static List<Instant> changes(HasMetadata object) {
        return object.getMetadata().getManagedFields().stream()
                .filter(Activity::isSomebodys)
                .flatMap(entry -> time(entry).stream())
                .toList();
    }

    /** Whoever changes an object may also change who changed it, and when. */
    private static Optional<Instant> time(ManagedFieldsEntry entry) {
        try {
            return Optional.ofNullable(entry.getTime()).map(Instant::parse);
        } catch (DateTimeException mangled) {
            return Optional.empty();
        }
    }

    private static boolean isSomebodys(ManagedFieldsEntry entry) {
        String manager = Optional.ofNullable(entry.getManager()).orElse("");
        return !MACHINES.contains(manager) && !manager.startsWith(CONTROL_PLANE);
    }
}
