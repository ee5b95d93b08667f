package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * An API server with its controllers, for tests.
 *
 * @param origin where it comes from, for people
 * @param client speaks to it as its administrator
 * @param end what is to end with it; a cluster that was there before the tests stays
 */
record TestCluster(String origin, KubernetesClient client, AutoCloseable end) implements AutoCloseable {
    @Override
    public void close() throws Exception {
        client.close();
        end.close();
    }
}
