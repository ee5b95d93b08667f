package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;

/** etcd, the API server, its controllers and the scheduler as plain processes, and what else a cluster is made of. */
final class KubernetesProcesses implements AutoCloseable {
    private final GoCluster.Programs programs;
    private final Path folder;
    private final Premises premises;
    private final Deque<KeptProcess> processes = new ArrayDeque<>();

    /**
     * Nothing runs yet.
     *
     * @param folder where data, keys, kubeconfig and logs go
     */
    KubernetesProcesses(GoCluster.Programs programs, Path folder, Premises premises) {
        this.programs = programs;
        this.folder = folder;
        this.premises = premises;
    }

    /**
     * Starts them and waits until the API server is ready.
     *
     * @param ports gives a port for the API server; where it is taken, the next one is tried
     * @throws ClusterFailure if it ends or does not become ready
     */
    KubernetesClient start(IntSupplier ports, Duration patience) throws IOException {
        run("etcd", etcd());
        ApiServer apiServer = new ApiServer(tool("kube-apiserver"), folder, premises, patience);
        ApiServer.Ready ready = apiServer.start(ports);
        processes.push(ready.process());
        run("kube-controller-manager", controllers(apiServer));
        run("kube-scheduler", scheduler(apiServer));
        return ready.client();
    }

    /** Starts one more program there. */
    void run(String name, List<String> command) throws IOException {
        processes.push(KeptProcess.start(name, folder, premises.command(command)));
    }

    /** @throws ClusterFailure with the end of its log if one has ended */
    void requireAlive() {
        processes.forEach(KeptProcess::requireAlive);
    }

    /** How programs reach the API server as its administrator. */
    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    private Path tool(String name) {
        return programs.kubernetes().resolve(name);
    }

    /** Clients come through a socket file; the other addresses are asked for and used by nobody. */
    private List<String> etcd() {
        return List.of(
                programs.etcd().toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=unix://" + folder.resolve("etcd.sock"),
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

    /** Ends them, the last one first. */
    @Override
    public void close() {
        processes.forEach(KeptProcess::close);
    }
}
