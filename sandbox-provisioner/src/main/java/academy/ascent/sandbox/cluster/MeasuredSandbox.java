package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.Usage;
import academy.ascent.sandbox.Weight;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** One sandbox of a cluster in which something is measured, until it is closed. */
final class MeasuredSandbox implements Sandbox {
    private static final Duration LONGEST_FAULT = Duration.ofMinutes(1);

    private final SandboxName name;
    private final KubernetesClient client;
    private final String namespace;
    private final MeasuredManifests manifests;
    private final MeasuredRollouts rollouts;
    private final MeasuredWorkspace workspace;
    private final MeasuredSight sight;
    private final MeasuredLogs logs;
    private final NodeHands hands;
    private final PodTerminals terminals;
    private final Runnable removal;

    /**
     * @param removal removes it from the cluster
     */
    MeasuredSandbox(
            SandboxName name,
            KubernetesClient client,
            MeasuredManifests manifests,
            MeasuredWorkspace workspace,
            NodeHands hands,
            Runnable removal) {
        this.name = name;
        this.client = client;
        this.namespace = ClusterSandbox.namespace(name);
        this.manifests = manifests;
        this.rollouts = new MeasuredRollouts(client, namespace);
        this.workspace = workspace;
        this.sight = new MeasuredSight(client, namespace);
        this.logs = new MeasuredLogs(client, namespace);
        this.hands = hands;
        this.terminals = new PodTerminals(client);
        this.removal = removal;
    }

    @Override
    public SandboxName name() {
        return name;
    }

    @Override
    public synchronized Admission apply(List<ManifestFile> files) {
        return manifests.apply(files);
    }

    @Override
    public List<RolloutStatus> rollouts() {
        return Answers.speaking("see the rollouts of sandbox " + name, rollouts::statuses);
    }

    @Override
    public List<Revision> history(String deployment) {
        return Answers.speaking("see the history of a Deployment", () -> rollouts.history(deployment));
    }

    @Override
    public synchronized Admission undo(String deployment, int revision) {
        return Answers.speaking("undo a rollout", () -> manifests.undo(rollouts, deployment, revision));
    }

    @Override
    public List<JobStatus> jobs() {
        return Answers.speaking(
                "see the Jobs of sandbox " + name,
                () -> client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                        .map(MeasuredJobs::status)
                        .toList());
    }

    @Override
    public List<AutoscalerStatus> autoscalers() {
        return Answers.speaking(
                "see the autoscalers of sandbox " + name,
                () ->
                        client
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .stream()
                                .map(MeasuredAutoscalers::status)
                                .toList());
    }

    @Override
    public void publish(Path files) {
        workspace.lay(files);
    }

    @Override
    public List<Endpoint> readyEndpoints(String service) {
        manifests.requireService(service);
        return sight.endpoints(service);
    }

    @Override
    public List<Replica> replicas() {
        return sight.pods().stream()
                .sorted(Comparator.comparing(
                                (Pod pod) -> Instant.parse(pod.getMetadata().getCreationTimestamp()))
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .map(MeasuredPods::replica)
                .toList();
    }

    @Override
    public void kill(String replica) {
        onItsNode(replica, hands::kill);
    }

    @Override
    public void stall(String replica, Duration time) {
        if (time.compareTo(LONGEST_FAULT) > 0) {
            throw new IllegalArgumentException("A fault of " + time + " is longer than " + LONGEST_FAULT);
        }
        onItsNode(replica, (node, container) -> hands.stall(node, container, time));
    }

    private void onItsNode(String replica, BiPredicate<String, String> deed) {
        Pod pod = Answers.speaking("find the replica " + replica, () -> sight.require(replica));
        boolean done = MeasuredPods.running(pod)
                .filter(container -> deed.test(pod.getSpec().getNodeName(), container))
                .isPresent();
        if (!done) {
            throw noneRuns(replica);
        }
    }

    private static SandboxException noneRuns(String replica) {
        return new SandboxException(Code.NOT_FOUND, "The replica " + replica + " has no running container");
    }

    @Override
    public void press(String replica, long bytes, Duration time) {
        throw new SandboxException(
                Code.UNAVAILABLE, "On a cluster no memory is taken of a replica's limit by anybody but itself");
    }

    @Override
    public void delete(String replica) {
        Answers.speaking(
                "delete the replica " + replica,
                () -> client.resource(sight.require(replica)).delete());
    }

    @Override
    public List<String> logs(String replica, int lines) {
        return Answers.speaking(
                "read what replica " + replica + " wrote", () -> logs.last(sight.require(replica), lines));
    }

    @Override
    public Terminal terminal(String replica, TerminalSize size) {
        Pod pod = Answers.speaking("find the replica " + replica, () -> sight.require(replica));
        String container = MeasuredPods.running(pod)
                .flatMap(_ -> MeasuredPods.container(pod))
                .map(ContainerStatus::getName)
                .orElseThrow(() -> noneRuns(replica));
        return terminals.open("the replica " + replica, pod, container, size);
    }

    @Override
    public Usage usage() {
        return MeasuredUsage.of(sight.pods(), hands);
    }

    /** A cluster sets that by what pods ask for. */
    @Override
    public void weigh(Weight weight) {}

    @Override
    public void close() {
        sight.close();
        removal.run();
    }
}
