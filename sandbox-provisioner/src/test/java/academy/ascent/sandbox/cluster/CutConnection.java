package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Leads connections to an API server until they are cut, as a network does that breaks. */
final class CutConnection implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final KubernetesClient client;

    /**
     * @param behind speaks to an API server of this machine's loopback
     */
    CutConnection(KubernetesClient behind) throws IOException {
        URI target = URI.create(behind.getConfiguration().getMasterUrl());
        Thread.ofVirtual().start(() -> accept(target));
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(behind.getConfiguration())
                        .withMasterUrl("https://" + target.getHost() + ":" + server.getLocalPort())
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    private void accept(URI target) {
        while (true) {
            try {
                Socket here = server.accept();
                Socket there = new Socket(target.getHost(), target.getPort());
                open.add(here);
                open.add(there);
                Thread.ofVirtual().start(() -> lead(here, there));
                Thread.ofVirtual().start(() -> lead(there, here));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void lead(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other way is closed with it.
        }
    }

    /** Ends all that there are; others may come. */
    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        client.close();
    }
}
