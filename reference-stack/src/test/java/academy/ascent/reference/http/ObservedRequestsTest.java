package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import academy.ascent.reference.tracing.Tracing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedRequestsTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + ID + "-b7ad6b7169203331-01";
    private static final String BODY =
            "{\"id\":\"r-7\",\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";

    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final HttpServer server = HttpServer.listen("127.0.0.1", 0, TestLimits.SMALL, new Metrics(), log);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void givenAPredictorThatAddsToItsTrace() {
        server.serve(new OnePredictor("m", request -> {
            Trace trace = CurrentTrace.get();
            if (trace != null) {
                trace.span("inference", 1, 2, null);
            }
            return CompletableFuture.completedFuture(InferResponse.of("m", "9", request.id(), List.of()));
        }));
    }

    @AfterEach
    void endServer() {
        server.close();
    }

    @Test
    void logsWhatCameAndWhatWent() throws IOException {
        try (AccessLog accessLog = new AccessLog(new PrintStream(written));
                RawClient client = new RawClient(server.port())) {
            server.logTo(accessLog);
            Response response = post(client, "traceparent: " + PARENT + "\r\n");
            client.get("/v2/health/live?secret=x");
            client.send("GET /a%0ab HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\tb\"c\r\n\r\n");
            client.receive();
            accessLog.close();

            assertThat(written.toString(UTF_8).lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("\"method\":\"POST\",\"path\":\"/v2/models/m/infer\",\"model\":\"m\","
                                            + "\"version\":\"9\",\"status\":\"200\",\"bytesIn\":" + BODY.length()
                                            + ",\"bytesOut\":"
                                            + response.body().length() + ",\"micros\":")
                                    .contains("\"trace\":\"" + ID + "\",\"request\":\"r-7\"}")
                                    .doesNotContain("tenant"),
                            line -> assertThat(line)
                                    .contains("\"path\":\"/v2/health/live\"")
                                    .doesNotContain("secret"),
                            line -> assertThat(line)
                                    .contains("\"path\":\"/a%0ab\"", "\"status\":\"404\"")
                                    .contains("\"request\":\"a\\tb\\\"c\"}"));
        }
    }

    @Test
    void tracesARequestOnTheThreadThatAnswersItAndTellsTheCaller() throws IOException {
        server.traceTo(new ToldTracing(true));
        try (RawClient client = new RawClient(server.port())) {
            assertThat(post(client, "traceparent: " + PARENT + "\r\n").headers())
                    .containsEntry("traceresponse", "response to " + PARENT);
            assertThat(client.get("/v2").headers()).containsKey("traceresponse");
        }
        assertThat(told)
                .containsExactly(
                        "begin HTTP POST " + PARENT,
                        "span inference",
                        "end /v2/models/m/infer m 9 200",
                        "begin HTTP GET null",
                        "end /v2 null null 200");
        assertThat(CurrentTrace.get()).isNull();
    }

    @Test
    void tellsNobodyOfARequestThatIsNotSampled() throws IOException {
        server.traceTo(new ToldTracing(false));
        try (RawClient client = new RawClient(server.port())) {
            assertThat(post(client, "").headers()).doesNotContainKey("traceresponse");
        }
        assertThat(told).containsExactly("begin HTTP POST null");
    }

    private static Response post(RawClient client, String headers) throws IOException {
        client.send("POST /v2/models/m/infer HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + BODY.length()
                + "\r\n\r\n" + BODY);
        return client.receive();
    }

    private final class ToldTracing implements Tracing {
        private final boolean samples;

        ToldTracing(boolean samples) {
            this.samples = samples;
        }

        @Override
        public @Nullable Trace begin(String name, @Nullable String parent, @Nullable String state) {
            told.add("begin " + name + " " + parent);
            return samples ? new ToldTrace(String.valueOf(parent)) : null;
        }

        @Override
        public void close() {}
    }

    private final class ToldTrace implements Trace {
        private final String parent;

        ToldTrace(String parent) {
            this.parent = parent;
        }

        @Override
        public String id() {
            return ID;
        }

        @Override
        public String header() {
            return "response to " + parent;
        }

        @Override
        public Trace begin(String name) {
            told.add("begin " + name);
            return this;
        }

        @Override
        public void note(String name, @Nullable String value) {
            told.add("note " + name);
        }

        @Override
        public void note(String name, long value) {
            told.add("note " + name);
        }

        @Override
        public void end(boolean failed) {
            told.add("end " + failed);
        }

        @Override
        public void span(String name, long startNanos, long endNanos, @Nullable String detail) {
            told.add("span " + name);
        }

        @Override
        public void end(
                String path, @Nullable String model, @Nullable String version, @Nullable String tenant, int status) {
            told.add("end " + path + " " + model + " " + version + " " + status);
        }
    }
}
