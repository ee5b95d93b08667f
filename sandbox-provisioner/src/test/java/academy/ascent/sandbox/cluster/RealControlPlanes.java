package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Control planes of virtual clusters as real pods: their images, their volumes, and where they are reached. */
final class RealControlPlanes {
    private final TestCluster cluster;

    RealControlPlanes(TestCluster cluster) throws IOException {
        assumeThat(new ClusterSource(System.getenv()).program("gcc"))
                .as("a C compiler builds kine")
                .isPresent();
        this.cluster = cluster;
        for (NodeImage image : NodeImages.virtualCluster()) {
            RealCluster.of(cluster).load(image);
        }
    }

    /** The volume of a namespace's control plane, which is no user of this machine's. */
    PersistentVolume volume(String namespace, Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        return cluster.volume(namespace, folder);
    }

    /** Where a virtual cluster is reached from here. */
    String server(SandboxName place) throws IOException {
        String address = cluster.client()
                .services()
                .inNamespace(ClusterSandbox.namespace(place))
                .withName("sandbox")
                .require()
                .getSpec()
                .getClusterIP();
        return "https://127.0.0.1:" + RealCluster.of(cluster).lead(address + ":443");
    }
}
