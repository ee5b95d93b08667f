package academy.ascent.reference.drift.retrain;

import academy.ascent.reference.config.DriftConfig.Retrain;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to one receiver, each on a virtual thread of its own: a slow or dead receiver holds up nothing else.
 *
 * <p>An attempt succeeds with a status of 200 to 299. It is made again, after a delay that doubles from attempt to
 * attempt up to five minutes, when the receiver cannot be reached, is too slow, or answers 408, 425, 429 or 500 and above;
 * any other answer would not change. Each attempt carries the same {@code Idempotency-Key}, so that a receiver which
 * took the first and was too slow to say so does not act twice.
 */
public final class RetrainAction implements AutoCloseable {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    private final Retrain config;
    private final Signature signature;
    private final InstantSource clock;
    private @Nullable HttpClient client;
    private volatile boolean closed;

    private RetrainAction(Retrain config, Signature signature, InstantSource clock) {
        this.config = config;
        this.signature = signature;
        this.clock = clock;
    }

    /**
     * The configured action.
     *
     * @param environment gives the secret by its variable's name, null where the variable is not set
     * @throws academy.ascent.reference.config.InvalidConfig if the secret is not there
     */
    public static RetrainAction of(
            Retrain config, Function<String, @Nullable String> environment, InstantSource clock) {
        String secret = environment.apply(config.secretFrom());
        if (secret == null || secret.isBlank()) {
            throw config.source()
                    .fault(
                            "secret-from",
                            "the environment variable " + config.secretFrom()
                                    + " holds no secret; set it before the server starts");
        }
        return new RetrainAction(config, new Signature(secret), clock);
    }

    /**
     * Sends an event, without waiting for it.
     *
     * @param key the event's idempotency key
     * @param body JSON
     * @param progress is told of every change, on another thread
     */
    public void send(String key, byte[] body, Consumer<Delivery> progress) {
        progress.accept(new Delivery(Delivery.State.SENDING, 0, clock.instant(), Optional.empty()));
        Thread.ofVirtual().name("retrain-" + key).start(() -> deliver(key, body, progress));
    }

    private void deliver(String key, byte[] body, Consumer<Delivery> progress) {
        Duration delay = config.firstDelay();
        for (int attempt = 1; !closed; attempt++) {
            Outcome outcome = attempt(key, body);
            boolean over = outcome instanceof Outcome.Taken || outcome instanceof Outcome.Refused;
            progress.accept(delivery(outcome, attempt));
            if (over || attempt == config.attempts() || !sleep(delay)) {
                return;
            }
            delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
        }
    }

    private Delivery delivery(Outcome outcome, int attempt) {
        Instant now = clock.instant();
        return switch (outcome) {
            case Outcome.Taken() -> new Delivery(Delivery.State.DELIVERED, attempt, now, Optional.empty());
            case Outcome.Refused(String problem) ->
                new Delivery(Delivery.State.GIVEN_UP, attempt, now, Optional.of(problem));
            case Outcome.Failed(String problem) ->
                new Delivery(
                        attempt == config.attempts() ? Delivery.State.GIVEN_UP : Delivery.State.SENDING,
                        attempt,
                        now,
                        Optional.of(problem));
        };
    }

    private Outcome attempt(String key, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(config.url())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .header(Signature.HEADER, signature.of(clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status =
                    answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS).statusCode();
            return outcome(status);
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Outcome.Failed("no answer within " + config.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Outcome.Failed("not reached: " + e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            return new Outcome.Refused("the server ended");
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new Outcome.Taken();
        }
        String problem = "answered " + status;
        boolean again = status == 408 || status == 425 || status == 429 || status >= 500;
        return again ? new Outcome.Failed(problem) : new Outcome.Refused(problem);
    }

    private boolean sleep(Duration delay) {
        try {
            Thread.sleep(delay);
            return !closed;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** Made at the first event: most servers never need it. */
    private synchronized HttpClient client() {
        HttpClient there = client;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(config.timeout())
                    .build();
            client = there;
        }
        return there;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }

    private sealed interface Outcome {
        record Taken() implements Outcome {}

        /** Trying again would not help. */
        record Refused(String problem) implements Outcome {}

        /** Trying again may help. */
        record Failed(String problem) implements Outcome {}
    }
}
