package academy.ascent.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the same answer to whatever is asked. */
final class FakeServer implements AutoCloseable {
    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;

    /** @param stallAt the number of the question whose answer takes {@code stallMillis}; 0 for none */
    FakeServer(int status, String body, int stallAt, long stallMillis) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (asked.incrementAndGet() == stallAt) {
                stall(stallMillis);
            }
            byte[] bytes = body.getBytes(US_ASCII);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    static FakeServer answering(String data) throws IOException {
        return new FakeServer(200, json(data), 0, 0);
    }

    static String json(String data) {
        return "{\"model_name\":\"mlp\",\"outputs\":[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":"
                + data + "}]}";
    }

    private static void stall(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
