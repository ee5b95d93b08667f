package academy.ascent.reference;

import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that each send one request after the other on connections kept alive, and turn elsewhere, here: end, once
 * the server says that it is not ready, as a cluster's endpoints do.
 */
final class Load {
    private static final long PROBE_MILLIS = 100;

    private final int port;
    private final String path;
    private final String body;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ready = true;

    Load(int port, String path, String body, int clients) {
        this.port = port;
        this.path = path;
        this.body = body;
        threads.add(Thread.ofVirtual().start(this::probe));
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(this::send));
        }
    }

    int answered() {
        return answered.get();
    }

    Queue<String> failures() {
        return failures;
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void probe() {
        try {
            while (ready) {
                try (RawClient client = new RawClient(port)) {
                    ready = client.get("/v2/health/ready").status() == 200;
                }
                Thread.sleep(PROBE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            failures.add("probe: " + e);
            ready = false;
        }
    }

    private void send() {
        while (ready) {
            try (RawClient client = new RawClient(port)) {
                boolean open = true;
                while (ready && open) {
                    Response response = client.post(path, body);
                    if (response.status() != 200) {
                        failures.add(response.toString());
                    }
                    answered.incrementAndGet();
                    open = !"close".equals(response.headers().get("connection"));
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
