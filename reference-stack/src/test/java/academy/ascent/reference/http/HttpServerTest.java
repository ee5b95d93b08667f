package academy.ascent.reference.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
    private static final String INFER = "/v2/models/iris/infer";
    private static final String REQUEST = """
            {"id":"1","inputs":[{"name":"features","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}""";
    private static final Limits LIMITS = TestLimits.SMALL;

    private final Metrics metrics = new Metrics();
    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final HttpServer server = HttpServer.listen("127.0.0.1", 0, LIMITS, metrics, log);
    private @Nullable ModelStore models;
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @AfterEach
    void endServer() {
        mayGoOn.countDown();
        server.close();
        if (models != null) {
            models.close();
        }
    }

    @Test
    void isLiveButNotReadyBeforeItsModelsAreLoaded() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.get("/v2/health/live").status()).isEqualTo(200);
            assertThat(client.get("/v2/health/ready"))
                    .isEqualTo(new Response(503, client.get("/v2/health/ready").headers(), "{\"ready\":false}"));
            Response early = client.post(INFER, REQUEST);
            assertThat(early.status()).isEqualTo(503);
            assertThat(early.headers()).containsEntry("retry-after", "1");
        }
    }

    @Test
    void answersAnInferenceWithoutContentType() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            Response response = client.post(INFER, REQUEST);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers()).containsEntry("content-type", "application/json");
            assertThat(response.body())
                    .startsWith("{\"model_name\":\"iris\",\"model_version\":\"1\",\"id\":\"1\",\"outputs\":[");
            assertThat(client.post("/v2/models/iris/versions/1/infer?x=1", REQUEST))
                    .isEqualTo(response);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v2                             | 200 | {\"name\":\"ascent-reference-stack\",\"version\":\"0.1.0\",",
                "/v2/health/live                 | 200 | {\"live\":true}",
                "/v2/health/ready                | 200 | {\"ready\":true}",
                "/v2/models/iris                 | 200 | {\"name\":\"iris\",\"versions\":[\"1\"],\"platform\":",
                "/v2/models/%69ris               | 200 | {\"name\":\"iris\"",
                "/v2/models/iris/versions/1      | 200 | {\"name\":\"iris\"",
                "/v2/models/iris/ready           | 200 | {\"name\":\"iris\",\"ready\":true}",
                "/metrics                        | 200 | # HELP ascent_infer_requests_total",
                "/v2/models/rose                 | 404 | {\"error\":\"unknown model \\\"rose\\\"; this server has [iris]\"}",
                "/v2/models/iris/versions/2      | 404 | {\"error\":\"model \\\"iris\\\" has nothing at",
                "/v2/models/iris/explain         | 404 | {\"error\":\"model \\\"iris\\\" has nothing at",
                "/v1/models                      | 404 | {\"error\":\"nothing is at /v1/models; the protocol's root is /v2\"}",
                "/%zz                            | 404 | {\"error\":\"the address is not percent-encoded rightly\"}",
                "/v2/models/iris/infer           | 405 | {\"error\":\"this address answers POST only\"}",
            })
    void answersEveryAddress(String path, int status, String body) throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            Response response = client.get(path);

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body()).startsWith(body);
        }
    }

    @Test
    void headHasTheAnswersLengthAndNoBody() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            Response head = client.head("/v2/health/live");

            assertThat(head.status()).isEqualTo(405);
            assertThat(Integer.parseInt(head.headers().get("content-length"))).isPositive();
            assertThat(client.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
        }
    }

    @Test
    void saysWhatIsWrongWithARequestAndGoesOn() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.post(INFER, "{").status()).isEqualTo(400);
            assertThat(client.post(INFER, "{").body()).startsWith("{\"error\":\"malformed JSON at line 1, column 2");
            assertThat(client.post("/v2/health/live", "").headers()).containsEntry("allow", "GET");
            assertThat(client.post(INFER, REQUEST).status()).isEqualTo(200);
            assertThat(client.get("/metrics").body())
                    .contains("requests_total{model=\"iris\",version=\"1\",status=\"400\"} 2")
                    .contains("requests_total{model=\"iris\",version=\"1\",status=\"200\"} 1");
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            String post = RawClient.postText(INFER, REQUEST);
            client.send(
                    post + "GET /v2 HTTP/1.1\r\nHost: x\r\n\r\n" + post + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.receive().body()).contains("model_name");
            assertThat(client.receive().body()).contains("ascent-reference-stack");
            assertThat(client.receive().body()).contains("model_name");
            assertThat(client.receive().status()).isEqualTo(404);
        }
    }

    @Test
    void takesABodyInChunks() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(10) + "\r\n" + REQUEST.substring(0, 10) + "\r\n"
                    + Integer.toHexString(REQUEST.length() - 10) + "\r\n" + REQUEST.substring(10) + "\r\n0\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyThatIsTooGreatWithoutReadingIt() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nContent-Length: 200000000\r\n\r\n{");

            Response response = client.receive();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).contains("greater than 4096 bytes");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesAHeaderThatIsTooLongAndWhatIsNoHttp() throws IOException {
        assertRefused("GET /v2 HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n", 431);
        assertRefused("GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n", 414);
        assertRefused("\u0001\u0002\u0003 \r\n\r\n", 400);
    }

    private void assertRefused(String bytes, int status) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(bytes);

            assertThat(client.receive().status()).isEqualTo(status);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsConnectionsOfSlowClientsHoweverOftenTheySendAByte() throws Exception {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            long start = System.nanoTime();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    client.send("G");
                    Thread.sleep(100);
                }
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void endsConnectionsThatAreIdleForTooLong() throws IOException {
        givenIris();
        try (RawClient client = new RawClient(server.port())) {
            client.get("/v2");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aFullQueueIsAnsweredAtOnce() throws Exception {
        givenIrisThatWaits();
        List<RawClient> clients = new ArrayList<>();
        try {
            clients.add(send());
            inside.await();
            clients.add(send());
            await().until(() -> metrics.inFlight().get() == 2);

            Response refused = new RawClient(server.port()).post(INFER, REQUEST);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            assertThat(new RawClient(server.port()).get("/v2/health/ready").status())
                    .isEqualTo(200);

            mayGoOn.countDown();
            for (RawClient client : clients) {
                assertThat(client.receive().status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void drainsWithoutFailingWhatIsInFlight() throws Exception {
        givenIrisThatWaits();
        try (RawClient working = send();
                RawClient idle = new RawClient(server.port());
                RawClient late = new RawClient(server.port())) {
            inside.await();
            idle.get("/v2");
            Thread draining = Thread.ofVirtual().start(() -> {
                try {
                    server.drain();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            await().untilAsserted(() -> assertThat(ready()).isEqualTo(503));
            assertThat(late.get("/v2/health/live").headers()).containsEntry("connection", "close");
            assertThat(late.isEnded()).isTrue();
            assertThat(idle.isEnded()).isTrue();
            mayGoOn.countDown();

            Response last = working.receive();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.headers()).containsEntry("connection", "close");
            assertThat(draining.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void closesConnectionsBeyondItsLimit() throws IOException {
        givenIris();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            clients.add(new RawClient(server.port()));
            clients.getLast().get("/v2");
        }
        try (RawClient oneTooMany = new RawClient(server.port())) {
            assertThat(oneTooMany.isEnded()).isTrue();
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThatExceptionOfType(PortUnavailable.class)
                .isThrownBy(() -> HttpServer.listen("127.0.0.1", server.port(), LIMITS, metrics, log))
                .withMessageContaining("choose another server.port in serving.yaml");
    }

    private int ready() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            return client.get("/v2/health/ready").status();
        }
    }

    private RawClient send() throws IOException {
        RawClient client = new RawClient(server.port());
        client.send(RawClient.postText(INFER, REQUEST));
        return client;
    }

    private void givenIris() {
        serve(TestModels.iris(), () -> {});
    }

    /** Its first requests wait in the model until {@link #mayGoOn}. */
    private void givenIrisThatWaits() {
        ModelConfig perRequest =
                TestModels.config("iris.onnx", List.of(), List.of(), new KeepLoaded.WhileUsed(Duration.ZERO));
        serve(perRequest, () -> {
            inside.countDown();
            try {
                assertThat(mayGoOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void serve(ModelConfig config, Runnable onInference) {
        models = new ModelStore(
                _ -> new ModelEvents() {
                    @Override
                    public void inferred(long nanos, int rows) {
                        onInference.run();
                    }
                },
                _ -> {});
        ModelConfig narrow = new ModelConfig(
                config.name(),
                config.version(),
                config.file(),
                config.columns(),
                config.outputs(),
                config.threads(),
                config.keepLoaded(),
                config.load(),
                new ExecutionConfig(1, 1, Duration.ofSeconds(20), Optional.empty()),
                config.cache(),
                config.source());
        models.serve(List.of(narrow));
        server.serve(models);
    }
}
