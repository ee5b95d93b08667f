package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.function.Function;

/** Keeps what a sandbox holds and gives it back, be it a namespace or a virtual cluster. */
final class Keeping {
    private final KubernetesClient client;
    private final InnerCluster inner;
    private final Snapshots snapshots;

    Keeping(KubernetesClient client, InnerCluster inner, Snapshots snapshots) {
        this.client = client;
        this.inner = inner;
        this.snapshots = snapshots;
    }

    /** Whether there can be anything to keep. */
    boolean isWorkedIn(ClusterSandboxStatus sandbox) {
        return switch (sandbox.isolation()) {
            case NAMESPACE -> true;
            case VIRTUAL_CLUSTER -> inner.hasStarted(sandbox.namespace());
            case MEASURED -> false;
        };
    }

    /** Keeps what a sandbox that is open holds, in the place of an earlier snapshot of it, if it holds anything. */
    void take(ClusterSandboxStatus sandbox, Instant now) {
        SnapshotSelection selection = in(sandbox, "tell what it holds", objects -> {
            SnapshotSelection held = Snapshots.selection();
            objects.each(held::add);
            return held;
        });
        snapshots.store(sandbox, selection, now);
    }

    /** See {@link Snapshots#restore}. */
    Restored restore(ClusterSandboxStatus sandbox) {
        Snapshots.Kept kept = snapshots.of(sandbox);
        return in(sandbox, "make again what a snapshot holds", objects -> Snapshots.restore(kept, objects));
    }

    private <T> T in(ClusterSandboxStatus sandbox, String what, Function<LearnerObjects, T> action) {
        return switch (sandbox.isolation()) {
            case NAMESPACE, MEASURED -> action.apply(new NamespaceObjects(client, sandbox.namespace()));
            case VIRTUAL_CLUSTER ->
                inner.ask(sandbox.namespace(), what, inside -> action.apply(new VirtualObjects(inside)));
        };
    }
}
