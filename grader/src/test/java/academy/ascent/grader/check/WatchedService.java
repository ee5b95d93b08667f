package academy.ascent.grader.check;

import academy.ascent.sandbox.Endpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A service whose monitor alarms when a request's mean of column {@code a} exceeds a threshold, and whose report runs
 * behind by one look.
 */
final class WatchedService implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final double threshold;
    private final boolean retrains;
    private final boolean coolsDown;
    private int cutRequest = -1;
    private int inferences;
    private long seen;
    private long counted;
    private long alarms;
    private int resets;

    WatchedService(double threshold, boolean retrains, boolean coolsDown) throws IOException {
        this.threshold = threshold;
        this.retrains = retrains;
        this.coolsDown = coolsDown;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/models/m/infer", exchange -> answer(exchange, this::infer));
        server.createContext("/drift/m/reset", exchange -> answer(exchange, _ -> reset()));
        server.createContext("/drift/m", exchange -> answer(exchange, _ -> report()));
        server.start();
    }

    /** Cuts the connection of one request for inference, the first being 0. */
    WatchedService cutting(int request) {
        cutRequest = request;
        return this;
    }

    Endpoint endpoint() {
        return new Endpoint.Tcp("m-0", "127.0.0.1", server.getAddress().getPort());
    }

    int resets() {
        return resets;
    }

    private interface Page {
        JsonNode of(JsonNode request);
    }

    private synchronized void answer(HttpExchange exchange, Page page) throws IOException {
        boolean infers = exchange.getRequestURI().getPath().endsWith("infer");
        if (infers && inferences++ == cutRequest) {
            exchange.close();
            return;
        }
        byte[] body =
                page.of(MAPPER.readTree(exchange.getRequestBody())).toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private JsonNode infer(JsonNode request) {
        JsonNode values = request.path("inputs").path(0).path("data");
        double sum = 0;
        for (JsonNode value : values) {
            sum += value.asDouble();
        }
        seen += values.size();
        if (sum / values.size() > threshold && (alarms == 0 || !coolsDown)) {
            alarms++;
        }
        return MAPPER.createObjectNode();
    }

    private JsonNode reset() {
        resets++;
        seen = 0;
        counted = 0;
        alarms = 0;
        return MAPPER.createObjectNode();
    }

    private JsonNode report() {
        ObjectNode report = MAPPER.createObjectNode();
        report.putObject("rows").put("seen", seen).put("sampled", seen).put("counted", counted);
        counted = seen;
        report.put("episodes_begun", alarms);
        ArrayNode episodes = report.putArray("episodes");
        for (int i = 0; i < alarms; i++) {
            ObjectNode episode = episodes.addObject();
            episode.putArray("reasons").add("1 of 2 columns drifted: a");
            if (retrains) {
                episode.putObject("retrain").put("state", "sending");
            }
        }
        return report;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
