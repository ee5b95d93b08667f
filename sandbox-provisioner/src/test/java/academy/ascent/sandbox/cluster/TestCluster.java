package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

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

    @Override
    public void close() throws Exception {
        client.close();
        end.close();
    }
}
