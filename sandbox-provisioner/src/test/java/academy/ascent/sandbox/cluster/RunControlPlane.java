package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the control plane of a virtual cluster as its pod says, on a cluster whose nodes only seem to run it: vcluster's own
 * program with its configuration, account, variables and volumes, in a network of its own. What its images would bring is
 * bound in: the same API server and controllers as the outer cluster's, and etcd's server in place of kine, which needs a C
 * compiler.
 */
final class RunControlPlane implements AutoCloseable {
    private final RunFolder folder;
    private final KeptProcess process;
    private final int port;

    private RunControlPlane(RunFolder folder, KeptProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; it takes some seconds until it answers.
     *
     * @param vcluster the folder of {@code vcluster} and {@code bridge}
     * @param claimed what is behind the pod's claim of a volume, which outlives it
     */
    static RunControlPlane start(TestCluster cluster, GoCluster.Programs programs, Path vcluster, Pod pod, Path claimed)
            throws IOException {
        RunFolder folder = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            int port = new FreePorts().getAsInt();
            List<String> command = new ArrayList<>(List.of(
                    vcluster.resolve("bridge").toString(),
                    "unix:" + folder.path().resolve("out.sock") + "=tcp:" + address(cluster.client()),
                    "tcp:127.0.0.1:" + port + "=unix:" + folder.path().resolve("in.sock"),
                    "--"));
            ContainerFiles files = new ContainerFiles(
                    cluster.client(),
                    cluster.kubeconfig().resolveSibling("certificates/apiserver.crt"),
                    Files.createDirectory(folder.path().resolve("volumes")),
                    claimed);
            command.addAll(new ControlPlaneCommand(pod, files, programs, vcluster, folder.path()).arguments());
            return new RunControlPlane(folder, KeptProcess.start("vcluster", folder.path(), command), port);
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private static String address(KubernetesClient client) {
        return URI.create(client.getConfiguration().getMasterUrl()).getAuthority();
    }

    /** Where its API is reached from here. */
    String server() {
        return "https://127.0.0.1:" + port;
    }

    void requireAlive() {
        process.requireAlive();
    }

    /** The last that it said. */
    String tail() {
        return process.tail();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
