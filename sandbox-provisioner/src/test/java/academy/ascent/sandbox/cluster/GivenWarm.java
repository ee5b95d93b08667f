package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Sandboxes that a test makes ahead, of a class of its own, so that no other test takes them. */
final class GivenWarm implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    final String id = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger made = new AtomicInteger();
    private final TestCluster cluster;
    private final GivenClusterSandboxes given;

    GivenWarm(TestCluster cluster, GivenClusterSandboxes given) {
        this.cluster = cluster;
        this.given = given;
    }

    SandboxClass small() {
        return GivenClusterSandboxes.small("cpu-" + id);
    }

    SandboxClass gpu() {
        return GivenClusterSandboxes.small("gpu-" + id);
    }

    ClusterRequest request(String suffix, String owner) {
        return request(suffix, owner, small(), Isolation.NAMESPACE);
    }

    ClusterRequest request(String suffix, String owner, SandboxClass sandboxClass, Isolation isolation) {
        return new ClusterRequest(given.name(suffix), sandboxClass, owner, isolation);
    }

    WarmSandboxes platform() {
        return platform(GivenClusterSandboxes.PATIENCE);
    }

    WarmSandboxes platform(Duration patience) {
        return new WarmSandboxes(given.client(), SETTINGS, patience, CLOCK, () -> id + made.incrementAndGet());
    }

    /** As many as wished for, in namespaces. */
    WarmKept kept(int count) {
        return kept(new WarmWish(small(), Isolation.NAMESPACE, count), CLOCK.instant());
    }

    WarmKept kept(WarmWish wish, Instant now) {
        return platform().keep(List.of(wish), now, Progress.UNHEARD);
    }

    /** A volume for the control plane of the next one that is made. */
    void volume() {
        cluster.volume(ClusterSandbox.namespace(WarmPool.place(id + (made.get() + 1))));
    }

    /** All namespaces of this test that are not being removed, whoever's they are. */
    List<Namespace> namespaces() {
        return given.client().namespaces().withLabel(Ownership.CLASS).list().getItems().stream()
                .filter(namespace ->
                        namespace.getMetadata().getLabels().get(Ownership.CLASS).endsWith(id))
                .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The places of those that are ready and nobody's. */
    List<SandboxName> ready() {
        return platform().list().stream()
                .filter(one -> one.sandboxClass().endsWith(id) && one.isReady())
                .map(WarmSandbox::place)
                .toList();
    }

    @Override
    public void close() {
        namespaces().forEach(namespace -> given.client().resource(namespace).delete());
        given.client().persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getMetadata().getName().startsWith("ascent-ahead-" + id))
                .forEach(volume -> given.client().resource(volume).delete());
    }
}
