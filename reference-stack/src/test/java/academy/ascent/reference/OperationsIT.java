package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperationsIT {
    private static final String INFER = "/v2/models/iris/infer";
    private static final String REQUEST =
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MIB = 1 << 20;
    private static final int UPLOADS = 200;

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
        serving("models: [{name: iris, path: iris.onnx}]");
        List<RawClient> uploads = new ArrayList<>();
        try (ServerProcess server = ready();
                RawClient small = new RawClient(port)) {
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < UPLOADS; i++) {
                RawClient upload = new RawClient(port);
                uploads.add(upload);
                upload.send(head(MIB));
                Thread.ofVirtual().start(() -> sendHalf(upload, refused));
                if (i % 20 == 0) {
                    assertThat(small.post(INFER, REQUEST).status()).isEqualTo(200);
                }
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(refused).hasValue(UPLOADS - 8));
            assertThat(small.post(INFER, REQUEST).status()).isEqualTo(200);
            try (RawClient tooGreat = new RawClient(port)) {
                tooGreat.send(head(MIB + 1));
                assertThat(tooGreat.receive().status()).isEqualTo(413);
            }
            for (RawClient upload : uploads) {
                upload.close();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(small.get("/metrics").body()).contains("ascent_http_body_bytes_in_flight 0\n"));
            Response whole = small.post(INFER, REQUEST + " ".repeat(MIB - REQUEST.length()));
            assertThat(whole.status()).isEqualTo(200);
            assertThat(server.peakResidentKib()).isLessThan(256 * 1024);
            thenEndsWell(server);
        } finally {
            for (RawClient upload : uploads) {
                upload.close();
            }
        }
    }

    private static String head(int length) {
        return "POST " + INFER + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
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
        serving("models: [{name: iris, path: iris.onnx}]");
        String[] prefix = {"env", "ASCENT_ACCESS_LOG=on", "bash", "-c", "exec \"$@\" > /dev/full", "bash"};
        try (ServerProcess server = ServerProcess.start(folder, temporary, prefix)) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                try (RawClient client = new RawClient(port)) {
                    return client.get("/v2/health/ready").status() == 200;
                }
            });
            try (RawClient client = new RawClient(port)) {
                for (int i = 0; i < 10_000; i++) {
                    assertThat(client.post(INFER, REQUEST).status()).isEqualTo(200);
                }
            }
            thenEndsWell(server);
        }
    }

    @Test
    void servesAndEndsThoughNobodyReadsWhatItLogs() throws Exception {
        serving("models: [{name: iris, path: iris.onnx}]");
        try (ServerProcess server = ServerProcess.start(folder, temporary, "env", "ASCENT_ACCESS_LOG=on")) {
            server.awaitReady();
            try (RawClient client = new RawClient(port)) {
                await().atMost(PATIENCE).until(() -> {
                    for (int i = 0; i < 1000; i++) {
                        assertThat(client.post(INFER, REQUEST).status()).isEqualTo(200);
                    }
                    return !client.get("/metrics").body().contains("ascent_access_log_dropped_total 0\n");
                });
            }
            thenEndsWell(server);
        }
    }

    @Test
    void readsItsFileAnewAndDrainsWithoutFailingARequest() throws Exception {
        serving("""
                models:
                  - {name: iris, path: iris.onnx, batching: {max-size: 64, max-delay: 50ms, mode: always}}
                """);
        try (ServerProcess server = ServerProcess.start(folder, temporary, "env", "ASCENT_ACCESS_LOG=on")) {
            server.awaitReady();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> rest(server));
            Load inferences = new Load(port, INFER, REQUEST, 8);
            Load visits = new Load(port, "/v2/repository/index", "{}", 4);
            await().atMost(PATIENCE).until(() -> inferences.answered() > 50 && visits.answered() > 50);
            server.hangUp();
            await().atMost(PATIENCE).until(() -> get("/config").contains("\"reloads_applied\":1"));
            int before = inferences.answered();
            await().atMost(PATIENCE).until(() -> inferences.answered() > before + 50);
            int atTheEnd = inferences.answered();
            server.terminate();
            inferences.join();
            visits.join();

            assertThat(inferences.failures()).isEmpty();
            assertThat(visits.failures()).isEmpty();
            assertThat(inferences.answered()).isGreaterThan(atTheEnd);
            assertThat(server.exitCode()).isZero();
            assertThat(output.join()).contains("\"event\":\"config-applied\"", "\"event\":\"ended\"");
            // Every answered inference has its line: what waits at the end is still written.
            assertThat(output.join().split("\"path\":\"" + INFER + "\"", -1)).hasSize(inferences.answered() + 1);
        }
    }

    private static String rest(ServerProcess server) {
        try {
            return server.restOfOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(String path) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.get(path).body();
        }
    }

    private ServerProcess ready() throws IOException {
        ServerProcess server = ServerProcess.start(folder, temporary);
        server.awaitReady();
        return server;
    }

    private static void thenEndsWell(ServerProcess server) throws InterruptedException {
        server.terminate();
        assertThat(server.exitCode()).isZero();
    }

    private void serving(String content) throws IOException {
        Files.writeString(
                folder.resolve("serving.yaml"),
                "server: {host: 127.0.0.1, port: " + port + ", max-body: 1MiB, max-body-in-flight: 8MiB}\n" + content
                        + "\n");
    }
}
