package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** A cluster of plain processes on loopback: etcd, the API server, its controllers, the scheduler, and kwok's nodes. */
final class GoCluster implements AutoCloseable {
    private final Programs programs;
    private final RunFolder folder;
    private final KubernetesProcesses processes;

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
        this.processes = new KubernetesProcesses(programs, folder.path(), Premises.LOOPBACK);
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
                    cluster.processes.kubeconfig(),
                    client,
                    cluster);
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private KubernetesClient start(IntSupplier ports, Duration patience) throws IOException {
        KubernetesClient client = processes.start(ports, patience);
        processes.run("kwok", kwok());
        SimulatedNodes.add(client, patience, processes::requireAlive);
        return client;
    }

    private List<String> kwok() {
        return List.of(
                programs.kwok().toString(),
                "--kubeconfig=" + processes.kubeconfig(),
                "--manage-all-nodes=false",
                "--manage-nodes-with-annotation-selector=" + SimulatedNodes.ANNOTATION + "=fake");
    }

    /** Ends the processes, the last one first, and removes their data. */
    @Override
    public void close() {
        processes.close();
        folder.close();
    }
}
