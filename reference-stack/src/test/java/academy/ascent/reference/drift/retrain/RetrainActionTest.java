package academy.ascent.reference.drift.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.DriftConfig.Retrain;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.drift.retrain.Delivery.State;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RetrainActionTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final byte[] BODY = "{\"event\":\"drift\"}".getBytes(UTF_8);

    private final List<Delivery> progress = new CopyOnWriteArrayList<>();

    @Test
    void deliversASignedEvent() throws Exception {
        try (Receiver receiver = new Receiver(Duration.ZERO, 204);
                RetrainAction action = action(receiver.address(), 3)) {
            action.send("episode-1", BODY, progress::add);
            awaitEnd(State.DELIVERED);

            assertThat(receiver.calls()).singleElement().satisfies(call -> {
                assertThat(call.key()).isEqualTo("episode-1");
                assertThat(call.body()).isEqualTo(new String(BODY, UTF_8));
                assertThat(call.signature()).isEqualTo("t=1767607200,v1=" + hmac("1767607200." + call.body()));
            });
            assertThat(progress.getLast().attempts()).isEqualTo(1);
        }
    }

    @Test
    void sendsAgainUntilItIsTakenAlwaysWithTheSameKey() {
        try (Receiver receiver = new Receiver(Duration.ZERO, 503, 429, 200);
                RetrainAction action = action(receiver.address(), 5)) {
            action.send("episode-2", BODY, progress::add);
            awaitEnd(State.DELIVERED);

            assertThat(receiver.calls())
                    .hasSize(3)
                    .extracting(Receiver.Call::key)
                    .containsOnly("episode-2");
            assertThat(progress.get(1).lastProblem()).contains("answered 503");
        }
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        try (Receiver receiver = new Receiver(Duration.ZERO, 500);
                RetrainAction action = action(receiver.address(), 3)) {
            action.send("episode-3", BODY, progress::add);
            awaitEnd(State.GIVEN_UP);

            assertThat(receiver.calls()).hasSize(3);
            assertThat(progress.getLast().attempts()).isEqualTo(3);
        }
    }

    @Test
    void givesUpAtOnceWhereTryingAgainWouldNotHelp() {
        try (Receiver receiver = new Receiver(Duration.ZERO, 403);
                RetrainAction action = action(receiver.address(), 5)) {
            action.send("episode-4", BODY, progress::add);
            awaitEnd(State.GIVEN_UP);

            assertThat(receiver.calls()).hasSize(1);
            assertThat(progress.getLast().lastProblem()).contains("answered 403");
        }
    }

    @Test
    void aSlowReceiverHoldsUpNobody() {
        try (Receiver receiver = new Receiver(Duration.ofSeconds(20), 200);
                RetrainAction action = action(receiver.address(), 2, Duration.ofMillis(500))) {
            long start = System.nanoTime();
            action.send("episode-5", BODY, progress::add);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));

            awaitEnd(State.GIVEN_UP);
            assertThat(progress.getLast().lastProblem()).contains("no answer within 500 ms");
        }
    }

    @Test
    void aReceiverThatDiesIsTriedAgain() {
        Receiver dead = new Receiver(Duration.ZERO, 200);
        URI address = dead.address();
        dead.close();
        try (RetrainAction action = action(address, 3)) {
            action.send("episode-6", BODY, progress::add);
            awaitEnd(State.GIVEN_UP);

            assertThat(progress.getLast().attempts()).isEqualTo(3);
            assertThat(progress.getLast().lastProblem().orElseThrow()).startsWith("not reached: ");
        }
    }

    @Test
    void refusesToStartWithoutItsSecret() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> RetrainAction.of(
                        config(URI.create("http://127.0.0.1/"), 1, Duration.ofSeconds(1)),
                        Map.of("SECRET", " ")::get,
                        InstantSource.system()))
                .withMessageContaining("serving.yaml, line 5: the environment variable SECRET holds no secret");
    }

    private void awaitEnd(State state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !progress.isEmpty() && progress.getLast().state() == state);
    }

    private static RetrainAction action(URI address, int attempts) {
        return action(address, attempts, Duration.ofSeconds(15));
    }

    private static RetrainAction action(URI address, int attempts, Duration timeout) {
        return RetrainAction.of(
                config(address, attempts, timeout), Map.of("SECRET", "correct horse")::get, InstantSource.fixed(NOW));
    }

    private static Retrain config(URI address, int attempts, Duration timeout) {
        return new Retrain(
                address,
                "SECRET",
                attempts,
                Duration.ofMillis(5),
                timeout,
                new Source(Path.of("serving.yaml"), 4, Map.of("secret-from", 5)));
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("correct horse".getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
