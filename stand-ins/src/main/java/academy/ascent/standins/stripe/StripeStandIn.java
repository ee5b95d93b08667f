package academy.ascent.standins.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A running stand-in for Stripe, on loopback only. */
public final class StripeStandIn implements AutoCloseable {

    private final Journal journal;
    private final Webhooks webhooks;
    private final HttpServer server;
    private final URI address;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService expiry = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("session-expiry").factory());

    private StripeStandIn(StripeOptions options, InstantSource clock) throws IOException {
        server = bind(options.port());
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        journal = open(options);
        webhooks = new Webhooks(journal, options.webhook(), options.webhookSecret(), clock);
        var sessions = new Sessions(journal, clock, webhooks::deliver);
        sessions.moveTo(address.toString());
        var api = new Api(options.apiKey(), address.toString(), sessions, journal, webhooks);
        var page = new CheckoutPage(sessions, clock);
        server.createContext("/", exchange -> serve(exchange, api::answer));
        server.createContext("/c/", exchange -> serve(exchange, page::answer));
        server.createContext(
                "/stand-in/health", exchange -> serve(exchange, _ -> Answer.json(200, "{\"status\":\"up\"}")));
        server.setExecutor(handlers);
        expiry.scheduleWithFixedDelay(sessions::expireOverdue, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Starts serving, and goes on with undelivered events of an earlier run.
     *
     * @throws IOException where the port or the data folder cannot be used
     */
    public static StripeStandIn start(StripeOptions options) throws IOException {
        return start(options, InstantSource.system());
    }

    static StripeStandIn start(StripeOptions options, InstantSource clock) throws IOException {
        var standIn = new StripeStandIn(options, clock);
        standIn.server.start();
        standIn.webhooks.resume();
        return standIn;
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (BindException taken) {
            throw new IOException("port " + port + " is in use. Choose another with --port.", taken);
        }
    }

    private Journal open(StripeOptions options) throws IOException {
        try {
            return Journal.open(options.data());
        } catch (IOException unusable) {
            server.stop(0);
            throw unusable;
        }
    }

    /** Where it serves. */
    public URI address() {
        return address;
    }

    private interface Handler {
        Answer answer(Request request) throws InterruptedException;
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = handler.answer(Request.read(exchange));
            } catch (ApiRefusal refusal) {
                answer = Answer.json(refusal.status(), refusal.body());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            answer.send(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        expiry.shutdownNow();
        handlers.shutdownNow();
        webhooks.close();
        journal.close();
    }
}
