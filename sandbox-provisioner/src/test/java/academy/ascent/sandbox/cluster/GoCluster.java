package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;

/** A cluster of plain processes on loopback: etcd, the API server, its controllers, the scheduler, and kwok's nodes. */
final class GoCluster implements AutoCloseable {
    private final Programs programs;
    private final RunFolder folder;
    private final Deque<KeptProcess> processes = new ArrayDeque<>();

    /**
     * The programs of a cluster.
     *
     * @param etcd etcd's server
     * @param kubernetes the folder of kube-apiserver, kube-controller-manager and kube-scheduler
     * @param kwok plays the nodes
     */
    record Programs(Path etcd, Path kubernetes, Path kwok) {}

    private GoCluster(Programs programs, RunFolder folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /**
     * Starts a cluster and waits until its nodes are ready.
     *
     * @param parent where the folder of its data is made
     * @param ports gives a port for the API server; where it is taken, the next one is tried
     * @param patience how long the API server may take until it is ready
     * @throws ClusterFailure if a part of it ends or does not become ready
     */
    static TestCluster start(Programs programs, Path parent, IntSupplier ports, Duration patience) throws IOException {
        GoCluster cluster = new GoCluster(programs, RunFolder.create(parent));
        try {
            KubernetesClient client = cluster.start(ports, patience);
            String version = client.getKubernetesVersion().getGitVersion();
            return new TestCluster(
                    "Kubernetes " + version + " built by Go, its nodes played by kwok",
                    cluster.folder.path().resolve("kubeconfig"),
                    client,
                    cluster);
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private KubernetesClient start(IntSupplier ports, Duration patience) throws IOException {
        run("etcd", etcd());
        ApiServer apiServer = new ApiServer(tool("kube-apiserver"), folder.path(), patience);
        ApiServer.Ready ready = apiServer.start(ports);
        processes.push(ready.process());
        run("kube-controller-manager", controllers(apiServer));
        run("kube-scheduler", scheduler(apiServer));
        run("kwok", kwok(apiServer));
        SimulatedNodes.add(ready.client(), patience, () -> processes.forEach(KeptProcess::requireAlive));
        return ready.client();
    }

    private void run(String name, List<String> command) throws IOException {
        processes.push(KeptProcess.start(name, folder.path(), command));
    }

    private Path tool(String name) {
        return programs.kubernetes().resolve(name);
    }

    /** Clients come through a socket file; the other addresses are asked for and used by nobody. */
    private List<String> etcd() {
        return List.of(
                programs.etcd().toString(),
                "--data-dir=" + folder.path().resolve("etcd"),
                "--listen-client-urls=unix://" + folder.path().resolve("etcd.sock"),
                "--advertise-client-urls=http://127.0.0.1:0",
                "--listen-peer-urls=http://127.0.0.1:0",
                "--unsafe-no-fsync",
                "--log-level=warn");
    }

    private List<String> controllers(ApiServer apiServer) {
        return List.of(
                tool("kube-controller-manager").toString(),
                "--kubeconfig=" + apiServer.kubeconfig(),
                "--secure-port=0",
                "--leader-elect=false",
                "--service-account-private-key-file=" + apiServer.serviceAccountKey(),
                "--root-ca-file=" + apiServer.certificate());
    }

    private List<String> scheduler(ApiServer apiServer) {
        return List.of(
                tool("kube-scheduler").toString(),
                "--kubeconfig=" + apiServer.kubeconfig(),
                "--secure-port=0",
                "--leader-elect=false");
    }

    private List<String> kwok(ApiServer apiServer) {
        return List.of(
                programs.kwok().toString(),
                "--kubeconfig=" + apiServer.kubeconfig(),
                "--manage-all-nodes=false",
                "--manage-nodes-with-annotation-selector=" + SimulatedNodes.ANNOTATION + "=fake");
    }

    /** Ends the processes, the last one first, and removes their data. */
    @Override
    public void close() {
        processes.forEach(KeptProcess::close);
        folder.close();
    }
}
