package academy.ascent.platform.billing;

import academy.ascent.platform.PlatformUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The stand-in for Stripe as a process of its own, which can be stopped and started again. */
final class StandIn implements AutoCloseable {
    static final String KEY = "sk_test_of_the_platforms_tests";
    static final String SECRET = "whsec_of_the_platforms_tests";

    private final int port = freePort();
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    StandIn(Path data) {
        this.data = data;
    }

    /** What the platform must be told. */
    Map<String, Object> configuration() {
        return Map.of(
                "ascent.stripe.api-key", KEY,
                "ascent.stripe.webhook-secret", SECRET,
                "ascent.stripe.api-base", address());
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void start(URI platform) {
        var jar = PlatformUnderTest.home().resolve("stand-ins/target/stand-ins.jar");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(
                java.toString(),
                "-Xmx128m",
                "-jar",
                jar.toString(),
                "stripe",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--webhook-url",
                platform.resolve("/webhooks/stripe").toString());
        builder.environment().put("STRIPE_API_KEY", KEY);
        builder.environment().put("STRIPE_WEBHOOK_SECRET", SECRET);
        try {
            process = builder.redirectErrorStream(true).start();
            var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
            var line = output.readLine();
            if (line == null || !line.contains(address())) {
                throw new AssertionError("The stand-in did not start: " + line);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pays on the hosted page, as its form does. */
    HttpResponse<String> pay(String page, String number) {
        return send(HttpRequest.newBuilder(URI.create(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("number=" + number + "&expiry=12%2F99&cvc=123")));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).header("Authorization", "Bearer " + KEY));
    }

    HttpResponse<String> redeliver(String event) {
        return send(HttpRequest.newBuilder(URI.create(address() + "/stand-in/events/" + event + "/redeliver"))
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
