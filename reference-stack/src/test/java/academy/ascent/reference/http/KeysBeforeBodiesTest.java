package academy.ascent.reference.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Role;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.InferResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysBeforeBodiesTest {
    private static final String INFER = "/v2/models/m/infer";
    private static final String KEY = "X-API-Key: the key of the user\r\n";
    private static final String POOR = "X-API-Key: the key of the poor one\r\n";
    private static final String EXPECT = "Expect: 100-continue\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final int LARGE = 60_000;
    private static final Limits LIMITS = new Limits(
            64 << 10,
            100_000,
            32,
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
    void givenTenants() {
        server.mount("/admin", _ -> Answer.json(200, new byte[] {'{', '}'}));
        server.serve(new OnePredictor(
                "m",
                request -> "slow".equals(request.id())
                        ? mayAnswer.thenApply(_ -> InferResponse.of("m", "1", request.id(), List.of()))
                        : CompletableFuture.completedFuture(InferResponse.of("m", "1", request.id(), List.of()))));
        List<TenantConfig> tenants = List.of(
                tenant("user", "USER_KEY", Optional.empty()),
                tenant("poor", "POOR_KEY", Optional.of(new Quota(1, Quota.Window.DAY))));
        server.admitBy(Access.of(
                new AccessConfig(tenants, List.of("/metrics"), Optional.empty()),
                Map.of("USER_KEY", "the key of the user", "POOR_KEY", "the key of the poor one"),
                log));
    }

    @AfterEach
    void endServer() {
        mayAnswer.complete(null);
        server.close();
    }

    @Test
    void slowUploadsWithoutAKeyTakeNoRoomFromThoseWithOne() throws IOException {
        List<RawClient> uploads = new ArrayList<>();
        try (RawClient tenant = new RawClient(server.port())) {
            for (int i = 0; i < 20; i++) {
                RawClient upload = new RawClient(server.port());
                uploads.add(upload);
                upload.send(head(i % 2 == 0 ? length(LARGE) : CHUNKED));
                upload.send(i % 2 == 0 ? " ".repeat(30_000) : chunk(30_000));
            }
            tenant.send(head(KEY + length(LARGE)) + request("", LARGE));
            assertThat(tenant.receive().status()).isEqualTo(200);

            for (RawClient upload : uploads) {
                thenRefusedForGood(upload.receive(), 401);
            }
            // Whoever goes on all the same is not cut off before the answer is read.
            uploads.getFirst().send(" ".repeat(LARGE - 30_000));
            assertThat(uploads.getFirst().isEnded()).isTrue();
        } finally {
            for (RawClient upload : uploads) {
                upload.close();
            }
        }
        assertThat(metrics.page())
                .contains("ascent_http_body_bytes_in_flight 0\n", "ascent_http_bodies_refused_total 0\n")
                .contains("requests_total{model=\"m\",version=\"1\",status=\"401\"} 20");
    }

    @Test
    void refusesAtTheHeadWhateverTheReason() throws IOException {
        try (RawClient forbidden = new RawClient(server.port());
                RawClient poor = new RawClient(server.port());
                RawClient tooGreat = new RawClient(server.port());
                RawClient tooGreatWithKey = new RawClient(server.port())) {
            forbidden.send("POST /admin HTTP/1.1\r\nHost: x\r\n" + KEY + length(LARGE) + "\r\n");
            thenRefusedForGood(forbidden.receive(), 403);
            poor.send(head(POOR + length(LARGE)) + request("", LARGE));
            assertThat(poor.receive().status()).isEqualTo(200);
            poor.send(head(POOR + length(LARGE)));
            Response exceeded = poor.receive();
            thenRefusedForGood(exceeded, 429);
            assertThat(exceeded.headers()).containsKey("retry-after");
            tooGreat.send(head(length(100_000)));
            thenRefusedForGood(tooGreat.receive(), 401);
            tooGreatWithKey.send(head(KEY + length(100_000)));
            thenRefusedForGood(tooGreatWithKey.receive(), 413);
        }
    }

    @Test
    void tellsOnlyWhoHasAKeyToGoOnSending() throws IOException {
        try (RawClient stranger = new RawClient(server.port());
                RawClient tenant = new RawClient(server.port())) {
            stranger.send(head(EXPECT + length(100)));
            thenRefusedForGood(stranger.receive(), 401);
            assertThat(stranger.isEnded()).isTrue();

            tenant.send(head(EXPECT + KEY + length(LARGE)));
            assertThat(tenant.receive().status()).isEqualTo(100);
            tenant.send(request("", LARGE));
            assertThat(tenant.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void aSmallBodyIsThrownAwayAndTheConnectionGoesOn() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(head(length(1000)) + " ".repeat(400));
            client.send(" ".repeat(600));
            assertThat(client.receive())
                    .returns(401, Response::status)
                    .satisfies(refused -> assertThat(refused.headers()).doesNotContainKey("connection"));
            client.send(head(KEY + length(1000)) + request("", 1000));
            assertThat(client.receive().status()).isEqualTo(200);
            assertThat(client.get("/v2").status()).isEqualTo(401);
        }
    }

    @Test
    void answersInTheOrderOfTheRequestsOfAConnection() throws IOException {
        for (String refused : List.of(head(length(LARGE)) + " ".repeat(LARGE), head(KEY + length(100_000)))) {
            try (RawClient client = new RawClient(server.port())) {
                int before = metrics.inFlight().get();
                client.send(head(KEY + length(200)) + request("slow", 200) + refused);
                await().until(() -> metrics.inFlight().get() == before + 1 || mayAnswer.isDone());
                mayAnswer.complete(null);

                assertThat(client.receive().status()).isEqualTo(200);
                assertThat(client.receive().status()).isIn(401, 413);
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    private static void thenRefusedForGood(Response response, int status) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).containsEntry("connection", "close");
        assertThat(response.body()).startsWith("{\"error\":");
    }

    private static String head(String headers) {
        return "POST " + INFER + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private static String length(int bytes) {
        return "Content-Length: " + bytes + "\r\n";
    }

    private static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + " ".repeat(length) + "\r\n";
    }

    private static String request(String id, int length) {
        String start = "{\"id\":\"" + id + "\",";
        String end = "\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";
        return start + " ".repeat(length - start.length() - end.length()) + end;
    }

    private static TenantConfig tenant(String name, String variable, Optional<Quota> quota) {
        Source source = new Source(Path.of("serving.yaml"), 1, Map.of());
        return new TenantConfig(name, List.of(), List.of(variable), Role.USER, Optional.empty(), quota, source);
    }
}
