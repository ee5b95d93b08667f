package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;

/**
 * An API server with its controllers, for tests.
 *
 * @param origin where it comes from, for people
 * @param kubeconfig for its administrator
 * @param client speaks to it as its administrator
 * @param end what is to end with it; a cluster that was there before the tests stays
 */
public record TestCluster(String origin, Path kubeconfig, KubernetesClient client, AutoCloseable end)
        implements AutoCloseable {
    /** As a part of the control plane: what tests prepare does not count as a learner's work. */
    static final String USER_AGENT = "kube-tests";

    /** Makes a volume for the control plane of a sandbox and for nothing else, where the cluster makes none by itself. */
    public PersistentVolume volume(String namespace) {
        return volume(namespace, Path.of("/nowhere"));
    }

    /** @param path what is behind it, which matters where pods are real */
    public PersistentVolume volume(String namespace, Path path) {
        return client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(Map.of("storage", new Quantity("2Gi")))
                        .withAccessModes("ReadWriteOnce")
                        .withNewHostPath()
                        .withPath(path.toString())
                        .endHostPath()
                        .withNewClaimRef()
                        .withName("data-sandbox-0")
                        .withNamespace(namespace)
                        .endClaimRef()
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    public void close() throws Exception {
        client.close();
        end.close();
    }
}
