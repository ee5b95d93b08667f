package academy.ascent.reference.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.InferResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodiesInFlightTest {
    private static final String INFER = "/v2/models/m/infer";
    private static final int LARGE = 60_000;
    private static final int COUNTED = 10_000;
    private static final Limits LIMITS = new Limits(
            64 << 10,
            100_000,
            16,
            1,
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(5));

    private final Metrics metrics = new Metrics();
    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final HttpServer server = HttpServer.listen("127.0.0.1", 0, LIMITS, metrics, log);
    private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();

    @BeforeEach
    void givenAPredictor() {
        server.serve(new OnePredictor(
                "m",
                request -> "slow".equals(request.id())
                        ? mayAnswer.thenApply(_ -> InferResponse.of("m", "1", request.id(), List.of()))
                        : CompletableFuture.completedFuture(InferResponse.of("m", "1", request.id(), List.of()))));
    }

    @AfterEach
    void endServer() {
        mayAnswer.complete(null);
        server.close();
    }

    @Test
    void refusesALargeBodyBeforeItIsSentWhileOthersFillTheMemory() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port());
                RawClient small = new RawClient(server.port())) {
            first.send(head(LARGE));
            thenInFlight(LARGE);
            second.send(head(LARGE));
            Response refused = second.receive();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1").containsEntry("connection", "close");
            assertThat(refused.body()).contains("fill the memory");
            assertThat(small.post(INFER, request("", 10)).status()).isEqualTo(200);

            first.send(request("", LARGE));
            assertThat(first.receive().status()).isEqualTo(200);
            thenInFlight(0);
            assertThat(metrics.page()).contains("ascent_http_bodies_refused_total 1");
        }
        try (RawClient next = new RawClient(server.port())) {
            assertThat(next.post(INFER, request("", LARGE)).status()).isEqualTo(200);
        }
    }

    @Test
    void neverTellsAClientToSendWhatItHasNoRoomFor() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            first.send(head(LARGE));
            thenInFlight(LARGE);
            second.send(head(LARGE).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));

            assertThat(second.receive().status()).isEqualTo(503);
        }
        thenInFlight(0);
    }

    @Test
    void countsABodyInChunksAsItComes() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            first.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            first.send(chunk(50_000));
            thenInFlight(50_000);
            second.send(head(LARGE));
            assertThat(second.receive().status()).isEqualTo(503);
        }
        thenInFlight(0);
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            first.send(head(LARGE));
            thenInFlight(LARGE);
            second.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            second.send(chunk(50_000));
            assertThat(second.receive().status()).isEqualTo(503);
        }
        thenInFlight(0);
    }

    @Test
    void holdsTheRoomOfARequestUntilItIsAnsweredEvenIfItsClientGoes() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(head(LARGE) + request("slow", LARGE));
            await().until(() -> metrics.inFlight().get() == 1);
        }
        thenInFlight(LARGE);
        mayAnswer.complete(null);
        thenInFlight(0);
    }

    @Test
    void refusesInTheOrderOfTheRequestsOfAConnection() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            first.send(head(LARGE));
            thenInFlight(LARGE);
            second.send(RawClient.postText(INFER, request("slow", 10)) + head(LARGE));
            await().until(() -> metrics.inFlight().get() == 1);
            mayAnswer.complete(null);

            assertThat(second.receive().status()).isEqualTo(200);
            assertThat(second.receive().status()).isEqualTo(503);
        }
        thenInFlight(0);
    }

    @Test
    void givesTheRoomBackOfARequestThatWaitsBehindALastAnswer() throws IOException {
        try (RawClient client = new RawClient(server.port());
                RawClient other = new RawClient(server.port())) {
            client.send(RawClient.postText(INFER, request("slow", 10))
                    .replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n"));
            await().until(() -> metrics.inFlight().get() == 1);
            client.send(head(COUNTED) + request("", COUNTED));
            thenInFlight(COUNTED);
            // The one event loop answers it after it has read what came before.
            assertThat(other.get("/v2/health/live").status()).isEqualTo(200);
            mayAnswer.complete(null);

            assertThat(client.receive().status()).isEqualTo(200);
        }
        thenInFlight(0);
    }

    @Test
    void answersWhatBreaksAndGivesItsRoomBack() throws IOException {
        server.mount("/broken", _ -> {
            throw new StackOverflowError();
        });
        server.serve(new OnePredictor("m", _ -> {
            throw new OutOfMemoryError("Cannot reserve 4194304 bytes of direct buffer memory");
        }));
        try (RawClient client = new RawClient(server.port())) {
            for (int length : new int[] {10, COUNTED, LARGE}) {
                Response broken = client.post(INFER, request("", length));
                assertThat(broken.status()).isEqualTo(500);
                assertThat(broken.body()).contains("the server broke on this request");
            }
            assertThat(client.post("/broken", request("", COUNTED)).status()).isEqualTo(500);
            assertThat(client.post("/broken?a=%zz", request("", COUNTED)).body())
                    .isEqualTo("{\"error\":\"the address's query is not percent-encoded rightly\"}");
            assertThat(client.get("/v2").status()).isEqualTo(200);
        }
        thenInFlight(0);
        assertThat(metrics.inFlight()).hasValue(0);
    }

    @Test
    void givesTheRoomBackOfWhatIsTooGreatMalformedOrBrokenOff() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send(chunk(60_000) + chunk(10_000));
            assertThat(client.receive().status()).isEqualTo(413);
        }
        thenInFlight(0);
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send(chunk(20_000) + "no length\r\n");
            assertThat(client.receive().status()).isEqualTo(400);
        }
        thenInFlight(0);
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.post(INFER, " ".repeat(LARGE)).status()).isEqualTo(400);
            thenInFlight(0);
            client.send(head(LARGE) + "half");
            thenInFlight(LARGE);
        }
        thenInFlight(0);
    }

    private void thenInFlight(long bytes) {
        await().untilAsserted(
                        () -> assertThat(metrics.page()).contains("ascent_http_body_bytes_in_flight " + bytes + "\n"));
    }

    private static String head(int length) {
        return "POST " + INFER + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + " ".repeat(length) + "\r\n";
    }

    /** A request of so many bytes, or as many as it needs. */
    private static String request(String id, int length) {
        String start = "{\"id\":\"" + id + "\",";
        String end = "\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";
        return start + " ".repeat(Math.max(0, length - start.length() - end.length())) + end;
    }
}
