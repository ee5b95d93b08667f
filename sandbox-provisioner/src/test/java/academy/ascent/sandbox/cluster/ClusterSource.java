package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the cluster for tests comes from: the first that the environment offers.
 *
 * @param environment the process's environment variables
 */
record ClusterSource(Map<String, String> environment) {
    private static final String KUBECONFIG = "ASCENT_TEST_KUBECONFIG";
    /** Beside whatever module's tests these are. */
    static final Path MODULES =
            Path.of("../sandbox-provisioner/src/test/cluster").toAbsolutePath().normalize();

    private static final List<String> NODE_NEEDS =
            List.of("unshare", "nsenter", "ip", "socat", "apt-get", "dpkg-deb", "ldd");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What was found. */
    sealed interface Found {}

    record Running(TestCluster cluster) implements Found {}

    /**
     * @param reason what is missing and what to do
     */
    record Nothing(String reason) implements Found {}

    /**
     * A cluster, started if need be.
     *
     * @throws ClusterFailure if the environment offers one, but it cannot be had
     */
    Found find() {
        String kubeconfig = variable(KUBECONFIG);
        if (!kubeconfig.isEmpty()) {
            return new Running(given(Path.of(kubeconfig)));
        }
        return go().<Found>map(go -> new Running(built(go)))
                .orElseGet(() -> new Nothing("no cluster for tests: set " + KUBECONFIG
                        + " to a kubeconfig, or install Go, as the go.mod files in " + MODULES + " ask"));
    }

    /**
     * A cluster of one node whose pods are real, started here.
     *
     * @throws ClusterFailure if this machine offers one, but it cannot be had
     */
    Found findReal() {
        Optional<Path> go = go();
        List<String> missing = NODE_NEEDS.stream()
                .filter(program -> program(program).isEmpty())
                .toList();
        if (go.isEmpty() || !missing.isEmpty() || !Machine.isPossible()) {
            return new Nothing("no node with real pods: it needs Go, root with the right to make namespaces, and "
                    + String.join(", ", NODE_NEEDS) + " (missing: " + missing + ")");
        }
        try {
            NodePrograms node = NodePrograms.in(cache(), tools(go.get(), "node"));
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            return new Running(RealCluster.start(programs(go.get()), node, parent));
        } catch (IOException failed) {
            throw new ClusterFailure("The node with real pods could not be started", failed);
        }
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private static TestCluster given(Path kubeconfig) {
        if (!Files.isReadable(kubeconfig)) {
            throw new ClusterFailure(KUBECONFIG + " names " + kubeconfig + ", which cannot be read");
        }
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setUserAgent(TestCluster.USER_AGENT);
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        try {
            String version = client.getKubernetesVersion().getGitVersion();
            return new TestCluster("Kubernetes " + version + " of " + kubeconfig, kubeconfig, client, () -> {});
        } catch (KubernetesClientException unreachable) {
            client.close();
            throw new ClusterFailure("The API server of " + kubeconfig + " does not answer", unreachable);
        }
    }

    private TestCluster built(Path go) {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            return GoCluster.start(programs(go), parent, new FreePorts(), PATIENCE);
        } catch (IOException failed) {
            throw new ClusterFailure("The cluster for tests could not be started", failed);
        }
    }

    /** The programs of a cluster, built if they were not. */
    GoCluster.Programs programs(Path go) throws IOException {
        return new GoCluster.Programs(
                tools(go, "etcd").resolve("server"),
                tools(go, "kubernetes"),
                tools(go, "kwok").resolve("kwok"));
    }

    /** The folder of a module's tools, built if they were not. */
    Path tools(Path go, String module) throws IOException {
        return new GoPrograms(go, MODULES, cache(), false).tools(module);
    }

    /** The program {@code go}, where it is installed. */
    Optional<Path> go() {
        return program("go");
    }

    /** A program of the machine, where it is on the path. */
    Optional<Path> program(String name) {
        return Arrays.stream(variable("PATH").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The program of a module that needs a C compiler, built if it was not.
     *
     * @param name of the module and of its one program
     */
    Path toolInC(Path go, String name) throws IOException {
        return new GoPrograms(go, MODULES, cache(), true).tools(name).resolve(name);
    }

    private Path cache() {
        String caches = variable("XDG_CACHE_HOME");
        Path base = caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return base.resolve("ascent").resolve("cluster");
    }
}
