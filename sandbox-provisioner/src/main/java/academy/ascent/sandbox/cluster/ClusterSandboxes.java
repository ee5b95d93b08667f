package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Learners' sandboxes on a Kubernetes cluster. All that is known of one stands in the cluster: this object keeps nothing,
 * may be one of several in several processes, and may die at any time.
 *
 * <p>Every method throws a {@link SandboxException} with code {@code NAME_TAKEN} if the namespace that belongs to a name is
 * not that sandbox's, which is then left alone, and {@code UNAVAILABLE}, with the API server's words, if the cluster
 * refuses, is gone, or takes longer than it may; what was begun then is gone on with when it is asked for again.
 */
public final class ClusterSandboxes implements AutoCloseable {
    static final int RETRIES = 5;
    private static final int RANDOM = 16;
    private static final Duration LONGEST_TOKEN = Duration.ofHours(1);
    /** For a control plane to start, and then to tell or take what its cluster holds. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final InstantSource clock;
    private final SandboxNamespaces namespaces;
    private final Reconciler reconciler;
    private final Places places;
    private final Lifecycle lifecycle;
    private final Opening opening;
    private final GpuMeter meter;
    private final GpuDispatch dispatch;
    private final Upkeep upkeep;
    private final Snapshots snapshots;
    private final Keeping keeping;
    private final Expiry expiry;
    private final Activity activity;
    private final WarmSandboxes warm;
    private final PodTerminals terminals;

    ClusterSandboxes(KubernetesClient client, ClusterSettings settings, Duration patience, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.namespaces = new SandboxNamespaces(client);
        this.reconciler = new Reconciler(client, settings, new Patience(patience));
        this.places = new Places(client, settings.platformNamespace());
        this.lifecycle = new Lifecycle(client, settings, new Patience(patience), clock);
        this.opening = new Opening(
                namespaces, places, lifecycle, new WarmPool(client, settings, new Patience(patience), clock));
        this.meter = new GpuMeter(client, settings, new Patience(patience));
        this.dispatch = new GpuDispatch(client, settings, new Patience(patience));
        this.upkeep = new Upkeep(client, settings, reconciler);
        this.snapshots = new Snapshots(client, settings.platformNamespace());
        InnerCluster inner = new InnerCluster(client, LONGEST_LOOK);
        this.keeping = new Keeping(client, inner, snapshots);
        this.activity = new Activity(client, inner);
        this.expiry = new Expiry(
                namespaces,
                new Lifecycle(client, settings, new Patience(patience).atMost(LONGEST_LOOK), clock),
                keeping);
        this.terminals = new PodTerminals(client);
        this.warm = new WarmSandboxes(client, settings, patience, clock, ClusterSandboxes::random);
    }

    /**
     * The sandboxes of a cluster. Nothing is asked of it yet.
     *
     * @param kubeconfig who we are there: someone that may make namespaces and everything that the templates hold, and see
     *     nodes and all pods
     * @param patience how long the cluster may take to enforce a quota, to start a control plane, to end pods, or to
     *     remove a namespace
     */
    public static ClusterSandboxes of(
            Path kubeconfig, ClusterSettings settings, Duration patience, InstantSource clock) {
        return new ClusterSandboxes(client(kubeconfig), settings, patience, clock);
    }

    static KubernetesClient client(Path kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(RETRIES);
        // Whoever says nothing else, as where objects are made, is noted as their manager by this.
        config.setUserAgent(Ownership.MANAGER);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM);
    }

    /** Those that are made before anybody asks for them. */
    public WarmSandboxes warm() {
        return warm;
    }

    /** Makes the platform's own namespace if it is not there. */
    public void prepare() {
        Answers.speaking("make the namespace " + settings.platformNamespace(), () -> {
            namespaces.make(settings.platformNamespace());
            return settings;
        });
    }

    /**
     * Opens a sandbox, or takes one that was made ahead, and returns when it can be worked in, though without GPUs until {@link #queueGpus} gives them. One that
     * is there already with the same owner, class and isolation is gone on with, put right, or resumed: however many ask for
     * it, there is one.
     *
     * @param progress hears what is done and waited for, and why
     * @throws SandboxException also with code {@code NAME_TAKEN} if it is there with another owner, class or isolation
     * @throws IllegalArgumentException if its class has a device that the cluster does not offer
     */
    public ClusterSandboxStatus open(ClusterRequest request, Consumer<Progress> progress) {
        try {
            return opening.open(request, progress);
        } catch (SandboxException failed) {
            progress.accept(new Progress(Step.REFUSED, String.valueOf(failed.getMessage())));
            throw failed;
        }
    }

    /** The sandbox of a name, in whatever phase; empty if the namespace of that name is not Ascent's. */
    public Optional<ClusterSandboxStatus> find(SandboxName name) {
        return Answers.speaking(
                "find sandbox " + name,
                () -> places.find(name)
                        .flatMap(place -> namespaces.find(place).filter(namespace -> Ownership.isOf(place, namespace)))
                        .map(Ledger::read));
    }

    /** Every sandbox on the cluster, by name. */
    public List<ClusterSandboxStatus> list() {
        return Answers.speaking(
                "list sandboxes",
                () -> namespaces.all().stream()
                        .map(Ledger::read)
                        .sorted(Comparator.comparing(status -> status.name().value()))
                        .toList());
    }

    /**
     * Ends every pod of a sandbox and lets none be made, until it is resumed. Volumes and all other objects stay; a pod
     * that belongs to no workload does not come back. Does nothing if it is suspended.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public ClusterSandboxStatus suspend(SandboxName name, Consumer<Progress> progress) {
        return lifecycle.suspend(place(name), progress);
    }

    /**
     * Starts what ran in a sandbox when it was suspended, with as many replicas. Does nothing if it is open.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public ClusterSandboxStatus resume(SandboxName name, Consumer<Progress> progress) {
        return lifecycle.resume(place(name), progress);
    }

    /**
     * Notes that a sandbox is being used, so that it is not taken for idle.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public ClusterSandboxStatus used(SandboxName name) {
        return Answers.speaking(
                "note the use of sandbox " + name,
                () -> lifecycle.change(places.require(name), status -> status.usedAt(clock.instant())));
    }

    /**
     * Begins a sandbox's lifetime anew, as often as its class allows.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public Extension extend(SandboxName name) {
        return extend(name, Extension::of);
    }

    /**
     * Begins a sandbox's lifetime anew, however often it was extended, and without that counting.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public Extension give(SandboxName name) {
        return extend(name, Extension::given);
    }

    private Extension extend(SandboxName name, BiFunction<ClusterSandboxStatus, Instant, Extension> wanted) {
        AtomicReference<Extension> answer = new AtomicReference<>();
        ClusterSandboxStatus written = Answers.speaking(
                "extend sandbox " + name,
                () -> lifecycle.change(places.require(name), status -> {
                    // Written before, though the answer was lost.
                    if (!new Extension.Granted(status).equals(answer.get())) {
                        answer.set(wanted.apply(status, clock.instant()));
                    }
                    return answer.get() instanceof Extension.Granted granted ? granted.sandbox() : status;
                }));
        return answer.get() instanceof Extension.Refused refused ? refused : new Extension.Granted(written);
    }

    /**
     * What a learner works in an open or suspended sandbox with. In a namespace, for an hour or less, and no longer than the
     * sandbox lasts by more than ten minutes, and each call makes another; in a virtual cluster, as its administrator, for as
     * long as it lasts.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none, and {@code UNAVAILABLE} if it is a virtual
     *     cluster that has not yet started
     */
    public Kubeconfig kubeconfig(SandboxName name) {
        return Answers.speaking("hand out a kubeconfig of sandbox " + name, () -> {
            ClusterSandboxStatus status = lifecycle.opened(places.require(name));
            LearnerAccount account = new LearnerAccount(client, settings);
            if (status.isolation() == Isolation.VIRTUAL_CLUSTER) {
                return account.ofVirtualCluster(status);
            }
            Duration left = status.term()
                    .map(term -> Duration.between(clock.instant(), term.expires()))
                    .orElse(LONGEST_TOKEN);
            return account.kubeconfig(status.namespace(), left.compareTo(LONGEST_TOKEN) < 0 ? left : LONGEST_TOKEN);
        });
    }

    /**
     * What runs in a sandbox that is not only begun, and what the cluster could not do there.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public ClusterWork work(SandboxName name) {
        return Answers.speaking(
                "see what runs in sandbox " + name,
                () -> new WorkLook(client)
                        .in(lifecycle.opened(places.require(name)).place()));
    }

    /**
     * What the containers of a learner's pod have written last, and of one that was started again what the run before wrote.
     *
     * @param pod its name in the sandbox's namespace
     * @throws SandboxException also with code {@code NOT_FOUND} if there is no such sandbox, or no such pod in it
     */
    public List<ContainerLog> logs(SandboxName name, String pod) {
        return Answers.speaking(
                "read the log of a pod of sandbox " + name,
                () -> new PodLogs(client)
                        .of(lifecycle.opened(places.require(name)).place(), pod));
    }

    /**
     * Opens a shell in a container of a learner's pod, as {@code kubectl exec -it} does, which counts as use of the sandbox. A
     * pod has four at most, of each process of the platform's.
     *
     * @param pod its name in the sandbox's namespace
     * @param container empty for the first one of the pod's own
     * @throws SandboxException also with code {@code NOT_FOUND} if there is no such sandbox, or no such pod or container in it
     *     that runs, and {@code UNAVAILABLE} and why if no shell can be had there, or it has four already
     */
    public Terminal terminal(SandboxName name, String pod, Optional<String> container, TerminalSize size) {
        Pod found = Answers.speaking(
                "find a pod of sandbox " + name,
                () -> WorkLook.require(
                        client, lifecycle.opened(places.require(name)).place(), pod));
        String running = PodTerminals.running(found, container);
        used(name);
        return terminals.open("the pod " + pod, found, running, size);
    }

    /**
     * Has a pod of a sandbox end as {@code kubectl delete pod} does; its workload makes another.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is no such sandbox, or no such pod in it
     */
    public void deletePod(SandboxName name, String pod) {
        Answers.speaking("delete a pod of sandbox " + name, () -> {
            new WorkLook(client).end(lifecycle.opened(places.require(name)).place(), pod);
            return name;
        });
    }

    /**
     * Suspends what is idle, in which nobody has changed anything meanwhile and which does not wait for GPUs, closes what is
     * past its lifetime after keeping what it holds, and ends what somebody began and died over. To be called again and again,
     * by any number of processes.
     *
     * @param now the moment that times are compared with
     * @return the sandboxes for which something was due
     */
    public List<Swept> sweep(Instant now) {
        return new Sweep(namespaces, lifecycle, snapshots, expiry, activity, dispatch).at(now);
    }

    /**
     * Makes again what a sandbox of this name and owner held when it expired last, in the 30 days before: the learner's
     * objects, without what was in volumes. What is there already stays as it is.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is no such sandbox or nothing is kept of it
     */
    public Restored restore(SandboxName name) {
        return Answers.speaking(
                "restore sandbox " + name, () -> keeping.restore(lifecycle.opened(places.require(name))));
    }

    /**
     * Puts right what somebody has changed in open and suspended sandboxes, or what their class has changed to. To be called
     * again and again, by any number of processes.
     *
     * @param classes a class by its name; empty for one that there is no more
     * @return the sandboxes that were not as they are to be
     */
    public List<Repaired> repair(Function<String, Optional<SandboxClass>> classes) {
        return upkeep.with(classes);
    }

    /**
     * Adds up how long learners have held GPUs, and takes them until the week ends from who has held them for as long as the
     * class of a sandbox allows. To be called again and again, by any number of processes: what begins and is deleted between
     * two calls is not seen.
     *
     * @param now the moment until which is counted
     */
    public GpuMetered meterGpus(Instant now) {
        return meter.at(now);
    }

    /**
     * Gives GPUs to those whose turn it is. A sandbox is opened and resumed without those of its class, until this is called:
     * where the cluster has enough of them everybody has them at once, else who has used the fewest minutes this week is first.
     * To be called again and again, by any number of processes, after {@link #meterGpus}, and whenever a sandbox with GPUs was
     * opened or resumed.
     */
    public GpuQueued queueGpus(Instant now) {
        return dispatch.at(now);
    }

    /**
     * Has a sandbox that gave its GPUs back, since it did not use them while others waited, wait for them again.
     *
     * @throws SandboxException also with code {@code NOT_FOUND} if there is none
     */
    public void askForGpus(SandboxName name) {
        Answers.speaking("ask for the GPUs of sandbox " + name, () -> {
            dispatch.ask(lifecycle.opened(places.require(name)), clock.instant());
            return name;
        });
    }

    /**
     * Removes a sandbox with everything in it and returns when it is gone; does nothing if there is none.
     */
    public void close(SandboxName name) {
        Answers.speaking("find sandbox " + name, () -> places.find(name)).ifPresent(reconciler::remove);
    }

    private SandboxName place(SandboxName name) {
        return Answers.speaking("find sandbox " + name, () -> places.require(name));
    }

    /** Lets go of the cluster; its sandboxes stay. */
    @Override
    public void close() {
        client.close();
    }
}
