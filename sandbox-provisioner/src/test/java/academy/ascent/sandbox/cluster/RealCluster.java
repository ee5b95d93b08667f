package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A cluster of one node whose pods are real: containerd, runc and the kubelet in a {@link Machine} of their own. */
public final class RealCluster implements AutoCloseable {
    static final String NODE = "node";

    private static final Path TEMPLATES = ClusterSource.MODULES.resolve("node");
    /** An image without a shell. */
    static final String PAUSE = "ascent.test/pause:1";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RunFolder folder;
    private final NodePrograms programs;
    private final Machine machine;
    private final KubernetesProcesses processes;
    private final Set<String> loaded = new HashSet<>();
    private Optional<NodeVolumes> volumes = Optional.empty();

    private RealCluster(RunFolder folder, GoCluster.Programs control, NodePrograms programs) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.machine = new Machine(folder);
        this.processes = new KubernetesProcesses(control, folder.path(), machine.premises());
    }

    /**
     * Starts it and waits until its node is ready.
     *
     * @param parent where the folder of its data is made
     * @throws ClusterFailure if a part of it ends or does not become ready
     */
    static TestCluster start(GoCluster.Programs control, NodePrograms programs, Path parent) throws IOException {
        RunFolder folder = RunFolder.create(parent);
        RealCluster cluster = new RealCluster(folder, control, programs);
        try {
            KubernetesClient client = cluster.start();
            String version = client.getKubernetesVersion().getGitVersion();
            return new TestCluster(
                    "Kubernetes " + version + " built by Go, with a real node",
                    cluster.processes.kubeconfig(),
                    client,
                    cluster);
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** That of a test's cluster, which was found as one with real pods. */
    public static RealCluster of(TestCluster cluster) {
        return (RealCluster) cluster.end();
    }

    private KubernetesClient start() throws IOException {
        int port = new FreePorts().getAsInt();
        machine.lead(port, "127.0.0.1:" + port);
        KubernetesClient client = processes.start(() -> port, PATIENCE);
        Files.createDirectory(folder.path().resolve("cni"));
        write("pods.conflist", "cni/pods.conflist");
        run("containerd", List.of("containerd", "--config=" + write("containerd.toml", "containerd.toml")));
        Path socket = folder.path().resolve("containerd.sock");
        await("containerd listens", () -> Files.exists(socket));
        load(new NodeImage(PAUSE, Map.of("/pause", programs.built().resolve("pause")), List.of("/pause"), Map.of()));
        load(NodeImages.shell());
        load(NodeImages.bash());
        load(NodeImages.tools());
        run("kubelet", kubelet());
        run("kube-proxy", List.of(tool("kube-proxy"), "--config=" + write("kube-proxy.yaml", "kube-proxy.yaml")));
        await("the node is ready", () -> isReady(client.nodes().withName(NODE).get()));
        volumes = Optional.of(NodeVolumes.serve(client, folder.path().resolve("volumes")));
        return client;
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> {
            processes.requireAlive();
            return condition.call();
        });
    }

    private static boolean isReady(@Nullable Node node) {
        return node != null
                && node.getSpec().getTaints().isEmpty()
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private List<String> kubelet() throws IOException {
        return List.of(
                tool("kubelet"),
                "--config=" + write("kubelet.yaml", "kubelet.yaml"),
                "--kubeconfig=" + processes.kubeconfig(),
                "--root-dir=" + folder.path().resolve("kubelet"),
                "--cert-dir=" + folder.path().resolve("kubelet-certificates"),
                "--hostname-override=" + NODE,
                "--node-ip=" + Machine.ADDRESS);
    }

    private String tool(String name) {
        return programs.built().resolve(name).toString();
    }

    private void run(String name, List<String> command) throws IOException {
        processes.run(name, inEnvironment(command));
    }

    private List<String> inEnvironment(List<String> command) throws IOException {
        return Stream.concat(programs.environment().stream(), command.stream()).toList();
    }

    /** Makes an image known to the node. */
    synchronized void load(NodeImage image) throws IOException {
        if (!loaded.add(image.name())) {
            return;
        }
        Path archive = folder.path().resolve("image.tar");
        image.save(archive);
        Path log = folder.path().resolve("import.log");
        int status = MadeOnce.waitFor(new ProcessBuilder(machine.premises()
                        .command(inEnvironment(List.of(
                                "ctr",
                                "--address=" + folder.path().resolve("containerd.sock"),
                                "--namespace=k8s.io",
                                "images",
                                "import",
                                archive.toString()))))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        if (status != 0) {
            throw new ClusterFailure("The image " + image.name() + " could not be imported:\n" + LogTail.of(log));
        }
        Files.delete(archive);
    }

    /**
     * Makes the reference stack known to the node.
     *
     * @param built the folder of {@code reference-stack.jar}
     */
    public void loadReferenceStack(Path built) throws IOException {
        load(NodeImages.referenceStack(built));
    }

    /** A program's command line on the machine that the node is, which reaches its pods. */
    public List<String> inside(List<String> program) {
        return machine.premises().command(program);
    }

    /** Writes a configuration, with what this cluster is in place of each name in braces. */
    private Path write(String template, String target) throws IOException {
        String text = Files.readString(TEMPLATES.resolve(template))
                .replace("{folder}", folder.path().toString())
                .replace("{kubeconfig}", processes.kubeconfig().toString())
                .replace("{cgroup}", machine.group())
                .replace("{cni}", programs.networkPlugins().toString())
                .replace("{node}", NODE)
                .replace("{pause}", PAUSE);
        return Files.writeString(folder.path().resolve(target), text);
    }

    /**
     * Makes an address of the cluster, such as that of a Service, reachable.
     *
     * @return the port of this machine's loopback that leads there
     */
    int lead(String target) throws IOException {
        int port = new FreePorts().getAsInt();
        machine.lead(port, target);
        return port;
    }

    /** Ends all that runs in it and removes its data. */
    @Override
    public void close() {
        volumes.ifPresent(NodeVolumes::close);
        machine.close();
        processes.close();
        folder.close();
    }
}
