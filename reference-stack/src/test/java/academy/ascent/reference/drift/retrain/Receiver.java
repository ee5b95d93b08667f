package academy.ascent.reference.drift.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A local receiver of webhooks that answers as it is told, the last answer for ever. */
public final class Receiver implements AutoCloseable {
    private final List<Integer> answers;
    private final Duration delay;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** A receiver that waits before each of its answers. */
    public Receiver(Duration delay, Integer... answers) {
        this.answers = List.of(answers);
        this.delay = delay;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/retrain", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int place;
        synchronized (calls) {
            place = calls.size();
            calls.add(new Call(
                    new String(body, UTF_8),
                    exchange.getRequestHeaders().getFirst(Signature.HEADER),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            return;
        }
        exchange.sendResponseHeaders(answers.get(Math.min(place, answers.size() - 1)), -1);
        exchange.close();
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/retrain");
    }

    /** What it was sent so far. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** One request. */
    public record Call(String body, String signature, String key) {}
}
