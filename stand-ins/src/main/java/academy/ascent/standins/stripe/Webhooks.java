package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Delivers events until the receiver answers 2xx; what is undelivered at a stop goes on after the next start. */
final class Webhooks implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Journal journal;
    private final URI receiver;
    private final String secret;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

    Webhooks(Journal journal, URI receiver, String secret, InstantSource clock) {
        this.journal = journal;
        this.receiver = receiver;
        this.secret = secret;
        this.clock = clock;
    }

    /** Goes on with what an earlier process left undelivered. */
    void resume() {
        journal.all(Entry.Event.class).stream()
                .filter(event -> !delivery(event.key()).delivered())
                .forEach(this::deliver);
    }

    /** Delivers an event in the background, again and again with growing pauses. */
    void deliver(Entry.Event event) {
        deliveries.execute(() -> {
            try {
                Duration pause = FIRST_PAUSE;
                while (!delivery(event.key()).delivered() && !attempt(event).delivered()) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Sends an event once more, at once, whether or not it was delivered. */
    Entry.Delivery redeliver(Entry.Event event) throws InterruptedException {
        return attempt(event);
    }

    Entry.Delivery delivery(String event) {
        return journal.find(Entry.Delivery.class, event).orElse(new Entry.Delivery(event, 0, false, null));
    }

    /** The event as the API lists it: the number of webhooks still to come is the only part that changes. */
    ObjectNode listed(Entry.Event event) {
        ObjectNode json = event.json().deepCopy();
        return json.put("pending_webhooks", delivery(event.key()).delivered() ? 0 : 1);
    }

    private Entry.Delivery attempt(Entry.Event event) throws InterruptedException {
        Optional<String> error = send(event.json().toPrettyString());
        synchronized (this) {
            Entry.Delivery before = delivery(event.key());
            var after = new Entry.Delivery(
                    event.key(), before.attempts() + 1, before.delivered() || error.isEmpty(), error.orElse(null));
            journal.append(List.of(after));
            return after;
        }
    }

    private Optional<String> send(String payload) throws InterruptedException {
        var request = HttpRequest.newBuilder(receiver)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (Ascent stand-in)")
                .header("Stripe-Signature", Signature.header(payload, secret, clock.instant()))
                .POST(HttpRequest.BodyPublishers.ofString(payload))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of(receiver + " answered " + status + ".");
        } catch (IOException unreachable) {
            return Optional.of(receiver + " did not answer (" + unreachable + ").");
        }
    }

    @Override
    public void close() {
        deliveries.shutdownNow();
        http.shutdownNow();
        deliveries.close();
    }
}
