package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Stands on loopback before an API server. The first request of each kind (method and path) meets a fault; every other one
 * passes.
 */
final class FaultyProxy implements AutoCloseable {

    /** What befalls a request. */
    enum Fault {
        /** Only of what would change something. */
        CONFLICT,
        TOO_MANY_REQUESTS,
        INTERNAL_ERROR,
        UNAVAILABLE,
        /** Slower than the client waits, once a method; the API server has done what it was asked for. */
        SLOW,
        /** The connection ends before the API server has heard of it. */
        NOT_SENT,
        /** The connection ends after the API server has done what it was asked for. */
        ANSWER_LOST
    }

    private static final Duration CLIENT_WAITS = Duration.ofSeconds(5);
    private static final List<String> FORWARDED = List.of("Authorization", "Content-Type", "Accept");

    private final Config behind;
    private final HttpClient forwarder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();
    private final Fault fault;

    FaultyProxy(TestCluster cluster, Fault fault) throws IOException, GeneralSecurityException {
        this.behind = cluster.client().getConfiguration();
        assumeThat(behind.getAutoOAuthToken())
                .as("a token that can pass a proxy")
                .isNotNull();
        this.fault = fault;
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, SSLUtils.trustManagers(behind), new SecureRandom());
        this.forwarder = HttpClient.newBuilder().sslContext(tls).build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A client that tries again as a platform's does. */
    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withOauthToken(behind.getAutoOAuthToken())
                .withRequestTimeout((int) CLIENT_WAITS.toMillis())
                .withRequestRetryBackoffLimit(ClusterSandboxes.RETRIES)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** How many requests met the fault. */
    int faults() {
        return faults.get();
    }

    /** Lets each kind of request meet the fault once more. */
    void again() {
        seen.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String kind = fault == Fault.SLOW
                ? method
                : method + " " + exchange.getRequestURI().getPath();
        if (fault == Fault.CONFLICT && method.equals("GET") || !seen.add(kind)) {
            answer(exchange, forward(exchange, body));
            return;
        }
        faults.incrementAndGet();
        switch (fault) {
            case CONFLICT -> answer(exchange, 409, "Conflict");
            case TOO_MANY_REQUESTS -> answer(exchange, 429, "TooManyRequests");
            case INTERNAL_ERROR -> answer(exchange, 500, "InternalError");
            case UNAVAILABLE -> answer(exchange, 503, "ServiceUnavailable");
            case SLOW -> {
                HttpResponse<byte[]> late = forward(exchange, body);
                sleep(CLIENT_WAITS.plusMillis(500));
                answer(exchange, late);
            }
            case NOT_SENT -> exchange.close();
            case ANSWER_LOST -> {
                forward(exchange, body);
                exchange.close();
            }
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        URI target = URI.create(behind.getMasterUrl()).resolve(exchange.getRequestURI());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        FORWARDED.forEach(header -> {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        });
        try {
            return forwarder.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        answer(exchange, answer.statusCode(), answer.body());
    }

    private static void answer(HttpExchange exchange, int code, String reason) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(exchange, code, """
                {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"%s","code":%d,"message":"%s of the test"}
                """.formatted(reason, code, reason).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        forwarder.close();
    }
}
