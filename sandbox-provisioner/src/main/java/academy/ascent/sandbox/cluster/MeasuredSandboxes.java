package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxClass.Stay;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.admission.Policy;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sandboxes for gradings on a cluster: a namespace each, held as learners' are, in which nobody works. The pods must be
 * reachable from here. One whose grader dies is closed after its lifetime, by the next grader or whoever sweeps the cluster.
 */
public final class MeasuredSandboxes implements Sandboxes {
    private static final String OWNER = "grader";
    private static final Stay LONGEST = new Stay(Duration.ofHours(2), Duration.ofHours(2), 0);

    private final KubernetesClient client;
    private final SortedSet<String> images;
    private final InstantSource clock;
    private final Patience patience;
    private final SandboxNamespaces namespaces;
    private final Reconciler reconciler;
    private final Lifecycle lifecycle;
    private final NodeHands hands;
    private final Map<SandboxName, Sandbox> opened = new ConcurrentHashMap<>();
    private boolean prepared;

    MeasuredSandboxes(
            KubernetesClient client,
            ClusterSettings settings,
            SortedSet<String> images,
            Duration patience,
            InstantSource clock) {
        this.client = client;
        this.images = images;
        this.clock = clock;
        this.patience = new Patience(patience);
        this.namespaces = new SandboxNamespaces(client);
        this.reconciler = new Reconciler(client, settings, this.patience);
        this.lifecycle = new Lifecycle(client, settings, this.patience, clock);
        this.hands = new NodeHands(client, reconciler, settings, this.patience);
    }

    /**
     * The gradings' sandboxes of a cluster. Nothing is asked of it yet.
     *
     * @param kubeconfig who we are there, as for learners' sandboxes, and someone that may run programs in pods
     * @param settings with what gradings need
     * @param images what submissions may run
     * @param patience how long the cluster may take to make or remove what is asked for
     */
    public static MeasuredSandboxes of(
            Path kubeconfig,
            ClusterSettings settings,
            SortedSet<String> images,
            Duration patience,
            InstantSource clock) {
        return new MeasuredSandboxes(ClusterSandboxes.client(kubeconfig), settings, images, patience, clock);
    }

    /**
     * @throws SandboxException also with code {@code UNAVAILABLE}, with the API server's words, if the cluster refuses, is
     *     gone, or takes longer than it may
     */
    @Override
    public Sandbox open(SandboxRequest request) {
        if (request.sandboxClass().gpus().isPresent()) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "Gradings on a cluster are given no GPUs, which class "
                            + request.sandboxClass().name() + " has");
        }
        prepare();
        make(request);
        Sandbox sandbox = sandbox(request);
        opened.put(request.name(), sandbox);
        return sandbox;
    }

    private synchronized void prepare() {
        if (!prepared) {
            hands.prepare();
            removeAbandoned();
            prepared = true;
        }
    }

    /** Those whose grader died long ago. */
    private void removeAbandoned() {
        Answers.speaking(
                "remove abandoned sandboxes",
                () -> namespaces.ownedBy(OWNER).stream()
                        .filter(namespace -> Due.at(clock.instant(), Ledger.read(namespace)) == Due.CLOSE)
                        .filter(namespaces::isDeleted)
                        .count());
    }

    private void make(SandboxRequest request) {
        ClusterSandbox wanted = new ClusterSandbox(
                request.name(), ClusterClass.of(forHours(request.sandboxClass())), OWNER, Isolation.MEASURED);
        Answers.speaking("open sandbox " + request.name(), () -> {
            if (namespaces.find(request.name()).isPresent()) {
                throw new SandboxException(Code.NAME_TAKEN, "A sandbox " + request.name() + " is open already");
            }
            Namespace made = lifecycle.made(wanted, Progress.UNHEARD);
            return lifecycle.open(made, wanted, Progress.UNHEARD);
        });
    }

    private static SandboxClass forHours(SandboxClass limits) {
        return new SandboxClass(
                limits.name(),
                limits.cpuMillis(),
                limits.memoryBytes(),
                limits.pods(),
                limits.processes(),
                limits.storageBytes(),
                limits.volumes(),
                limits.services(),
                limits.gpus(),
                Optional.of(LONGEST));
    }

    /** With its files; if they do not come there, nothing of it stays. */
    private Sandbox sandbox(SandboxRequest request) {
        SandboxName name = request.name();
        String namespace = ClusterSandbox.namespace(name);
        Policy policy = new Policy(name, request.sandboxClass(), images);
        MeasuredWorkspace workspace = new MeasuredWorkspace(client, namespace, patience);
        try {
            workspace.awaitReady();
            workspace.lay(request.workspace());
            return new MeasuredSandbox(
                    name,
                    client,
                    new MeasuredManifests(client, namespace, policy),
                    workspace,
                    hands,
                    () -> remove(name));
        } catch (RuntimeException failed) {
            try {
                reconciler.remove(name);
            } catch (SandboxException stuck) {
                failed.addSuppressed(stuck);
            }
            throw failed;
        }
    }

    private void remove(SandboxName name) {
        reconciler.remove(name);
        opened.remove(name);
    }

    @Override
    public Optional<Sandbox> find(SandboxName name) {
        return Optional.ofNullable(opened.get(name));
    }

    @Override
    public List<SandboxName> list() {
        return List.copyOf(opened.keySet());
    }

    /** Closes every sandbox that this object opened, and lets go of the cluster. */
    @Override
    public void close() {
        opened.values().forEach(Sandbox::close);
        client.close();
    }
}
