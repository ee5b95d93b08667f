package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.metrics.ExpositionFormat;
import academy.ascent.reference.runtime.TestModels;
import academy.ascent.reference.tracing.Collector;
import academy.ascent.reference.tracing.Collector.ReceivedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OperationsIT {
    private static final String INFER = "/v2/models/iris/infer";
    private static final String REQUEST =
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;

    @BeforeEach
    void givenAPort() throws IOException {
        port = ServerProcess.freePort();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void manySlowLargeUploadsNeitherExhaustASmallHeapNorShutOutSmallRequests() throws Exception {
        serving("models: [{name: iris, path: iris.onnx}]", "max-body: 1MiB");
        List<RawClient> uploads = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder, temporary);
                RawClient small = new RawClient(awaitPort(server))) {
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < 200; i++) {
                RawClient upload = new RawClient(port);
                uploads.add(upload);
                upload.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + MIB + "\r\n\r\n");
                Thread.ofVirtual().start(() -> sendHalf(upload, refused));
                if (i % 20 == 0) {
                    assertThat(small.post(INFER, REQUEST).status()).isEqualTo(200);
                }
            }
            // An eighth of 64 MiB.
            await().untilAsserted(() -> assertThat(refused).hasValue(200 - 8));
            assertThat(small.post(INFER, REQUEST).status()).isEqualTo(200);
            for (RawClient upload : uploads) {
                upload.close();
            }
            await().untilAsserted(() -> assertThat(metric(small, "ascent_http_body_bytes_in_flight{}"))
                    .isZero());
            assertThat(small.post(INFER, REQUEST + " ".repeat(MIB - REQUEST.length()))
                            .status())
                    .isEqualTo(200);
            assertThat(server.peakResidentKib()).isLessThan(256 * 1024);
            server.terminate();
            assertThat(server.exitCode()).isZero();
        } finally {
            for (RawClient upload : uploads) {
                upload.close();
            }
        }
    }

    private static void sendHalf(RawClient upload, AtomicInteger refused) {
        try {
            upload.send(" ".repeat(MIB / 2));
        } catch (IOException _) {
            // Refused before all of it was taken; the answer may be there nevertheless.
        }
        try {
            if (upload.receive().status() == 503) {
                refused.incrementAndGet();
            }
        } catch (IOException _) {
            // One of those that were let in; the test ends it.
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void servesOnWhenWhatItLogsGoesToAFullDisk() throws Exception {
        serving("models: [{name: iris, path: iris.onnx}]", "max-body: 1MiB");
        String[] prefix = {"env", "ASCENT_ACCESS_LOG=on", "bash", "-c", "exec \"$@\" > /dev/full", "bash"};
        try (ServerProcess server = ServerProcess.start(folder, temporary, prefix)) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                try (RawClient client = new RawClient(port)) {
                    return client.get("/v2/health/ready").status() == 200;
                }
            });
            try (RawClient client = new RawClient(port)) {
                for (int i = 0; i < 1000; i++) {
                    assertThat(client.post(INFER, REQUEST).status()).isEqualTo(200);
                }
            }
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    void drainsRequestsThatQueueAndRequestsToResourcesWithoutFailingOne() throws Exception {
        serving("""
                models:
                  - {name: iris, path: iris.onnx, batching: {max-size: 64, max-delay: 50ms, mode: always}}
                """, "max-body: 1MiB");
        try (ServerProcess server = ServerProcess.start(folder, temporary, "env", "ASCENT_ACCESS_LOG=on")) {
            server.awaitReady();
            Load inferences = new Load(port, INFER, REQUEST, 8);
            Load visits = new Load(port, "/v2/repository/index", "{}", 4);
            await().until(() -> inferences.answered() > 50 && visits.answered() > 50);
            int before = inferences.answered();
            server.terminate();
            inferences.join();
            visits.join();

            assertThat(inferences.failures()).isEmpty();
            assertThat(visits.failures()).isEmpty();
            assertThat(inferences.answered()).isGreaterThan(before);
            String output = server.restOfOutput();
            assertThat(server.exitCode()).isZero();
            assertThat(output).contains("\"event\":\"ended\"");
            // Every answered inference has its line: what waits at the end is still written.
            assertThat(output.split("\"path\":\"" + INFER + "\"", -1)).hasSize(inferences.answered() + 1);
        }
    }

    @Test
    void tellsOfEverythingOnOnePageAndTracesEachStep() throws Exception {
        try (Collector collector = new Collector()) {
            serving("""
                    models:
                      - {name: iris, path: iris.onnx, batching: {max-size: 8, max-delay: 1ms, mode: always}}
                    tenants: [{name: acme, key-from: [ACME_KEY], rate: {per-second: 1000}, quota: {requests: 5000}}]
                    access: {open: [/metrics], state: state}
                    tracing: {endpoint: "%s"}
                    prices: {cpu-hour: 0.05, gib-hour: 0.01, currency: EUR}
                    """.formatted(collector.endpoint()), "max-body: 1MiB");
            try (ServerProcess server =
                            ServerProcess.start(folder, temporary, "env", "ACME_KEY=a key that is long enough");
                    RawClient client = new RawClient(awaitPort(server))) {
                assertThat(client.post(INFER, REQUEST).status()).isEqualTo(401);
                // CPU time is measured from the second second on.
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(postWithKey(client).status()).isEqualTo(200);
                    assertThat(metric(client, "ascent_model_cpu_seconds_total{model=\"iris\",version=\"1\"}"))
                            .isPositive();
                });
                Map<String, Double> page = ExpositionFormat.read(client.get("/metrics").body());
                assertThat(page.get("ascent_cost_per_prediction{model=\"iris\",version=\"1\",currency=\"EUR\"}"))
                        .isBetween(0.0, 0.1);
                assertThat(page)
                        .containsKeys(
                                "ascent_tenant_requests_total{tenant=\"acme\",outcome=\"admitted\"}",
                                "ascent_queue_depth{model=\"iris\",version=\"1\"}",
                                "ascent_http_connections{}",
                                "process_resident_memory_bytes{}");
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> collector.spans().stream()
                                .anyMatch(span -> span.name().equals("inference")));
                ReceivedSpan inference = collector.span("inference");
                await().untilAsserted(() -> assertThat(collector.spans())
                        .anySatisfy(span -> assertThat(span)
                                .returns("HTTP POST", ReceivedSpan::name)
                                .returns(inference.parent(), ReceivedSpan::id)
                                .returns(inference.trace(), ReceivedSpan::trace))
                        .anySatisfy(span -> assertThat(span)
                                .returns("queue", ReceivedSpan::name)
                                .returns(inference.parent(), ReceivedSpan::parent)));
                server.terminate();
                assertThat(server.exitCode()).isZero();
                assertThat(folder.resolve("state/quotas")).content().matches("acme \\d{4}-\\d\\d-\\d\\d \\d+\n");
            }
        }
    }

    private int awaitPort(ServerProcess server) throws IOException {
        server.awaitReady();
        return port;
    }

    private static Response postWithKey(RawClient client) throws IOException {
        client.send("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nX-API-Key: a key that is long enough\r\nContent-Length: "
                + REQUEST.length() + "\r\n\r\n" + REQUEST);
        return client.receive();
    }

    private static double metric(RawClient client, String sample) throws IOException {
        return ExpositionFormat.read(client.get("/metrics").body()).getOrDefault(sample, 0.0);
    }

    private void serving(String content, String server) throws IOException {
        Files.writeString(
                folder.resolve("serving.yaml"),
                "server: {host: 127.0.0.1, port: " + port + ", " + server + "}\n" + content + "\n");
    }
}
