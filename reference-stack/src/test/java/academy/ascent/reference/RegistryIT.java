package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.runtime.TestModels;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegistryIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SETOSA = "4.8,3.1,1.6,0.2";
    private static final String VIRGINICA = "6.9,3.2,5.7,2.3";
    private static final String INPUTS =
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[" + SETOSA + "]}]}";
    private static final String STAGING = "{\"to\":\"staging\"}";
    private static final String PRODUCTION = "{\"to\":\"production\"}";

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;
    private int grpcPort;
    private ServerProcess server;

    @BeforeEach
    void givenTwoVersionsAndGates() throws Exception {
        port = ServerProcess.freePort();
        grpcPort = ServerProcess.freePort();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        golden(2);
        people(VIRGINICA);
        declare("1us");
        start();
    }

    private void start() throws IOException {
        server = ServerProcess.start(folder, temporary);
        server.awaitReady();
    }

    @AfterEach
    void end() throws InterruptedException {
        server.close();
    }

    @Test
    void aVersionPassesEachGateOnceItIsMended() throws Exception {
        assertThat(post("eve", "iris/1/promote", STAGING).status()).isEqualTo(403);
        assertThat(post("", "iris/1/promote", STAGING).status()).isEqualTo(401);
        assertThat(post("ann", "iris/1/register", "{\"run\":\"7\"}").status()).isEqualTo(200);

        Response held = post("ann", "iris/1/promote", STAGING);
        assertThat(held.status()).isEqualTo(422);
        assertThat(held.body())
                .contains("element 0 of the output \\\"label\\\" is off by 1.0, more than the tolerance 0.001")
                .contains("\"gate\":\"latency\",\"verdict\":\"failed\"")
                .containsPattern(
                        "200 of 200 answers took longer than 0.001 ms \\(p95 [0-9.]+ ms\\); at most 5 % may: make");
        golden(0);
        declare("500ms");
        awaitApplied();
        assertThat(post("ann", "iris/1/promote", STAGING).body()).contains("\"stage\":\"staging\"");

        held = post("ann", "iris/1/promote", PRODUCTION);
        assertThat(held.status()).isEqualTo(422);
        assertThat(held.body())
                .contains("the rates of positive decisions differ by 100.0 points between the groups a / b")
                .contains("at most 10.0 points are allowed", "0 of 1 others have approved");
        people(SETOSA);
        assertThat(post("ann", "iris/1/approve", "").body()).contains("registered this version; somebody else must");
        assertThat(post("bob", "iris/1/approve", "").status()).isEqualTo(200);
        assertThat(post("bob", "iris/1/promote", PRODUCTION).body()).contains("0 of 1 others have approved");
        assertThat(answering()).isEqualTo("2");
        assertThat(post("ann", "iris/1/promote", PRODUCTION).body())
                .contains("\"stage\":\"production\"", "\"approved_by\":[\"bob\"]");

        assertThat(answering()).isEqualTo("1");
        assertThat(answeringByGrpc()).isEqualTo("1");
        assertThat(post("bob", "iris/1/retire", "").body()).contains("is the only one of");
        assertThat(post("bob", "iris/1/retire", "{\"force\":true}").body()).contains("\"stage\":\"retired\"");
        assertThat(answering()).isEqualTo("2");
        assertThat(answeringByGrpc()).isEqualTo("2");
        assertThat(get("eve", "/registry/iris/1/log").body())
                .contains("\"event\":\"registered\",\"by\":\"ann\"", "\"event\":\"retired\",\"by\":\"bob\"");
    }

    @Test
    void whatWasAnsweredOutlivesAKilledServer() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService asking = Executors.newSingleThreadExecutor()) {
            Future<?> held = asking.submit(() -> askUntilKilled(answered));
            await().atMost(LIMIT).until(() -> answered.get() >= 20);
            server.close();
            assertThat(held).failsWithin(LIMIT);
        }

        Files.writeString(log(), "{\"sequence\":", StandardOpenOption.APPEND);
        start();

        assertThat(server.beforeReady())
                .singleElement()
                .asString()
                .contains("\"event\":\"registry-log-cut\",\"bytes\":12");
        assertThat(get("eve", "/registry/iris/1/log").body().split("\"event\":\"held\"", -1).length - 1)
                .isBetween(answered.get(), answered.get() + 1);
        assertThat(post("ann", "iris/1/approve", "").status()).isEqualTo(200);
    }

    private Void askUntilKilled(AtomicInteger answered) throws IOException {
        for (int i = 0; ; i++) {
            // Another verdict each time, since the same one is written once only.
            golden(i % 2);
            if (post("ann", "iris/1/promote", STAGING).status() == 422) {
                answered.incrementAndGet();
            }
        }
    }

    @Test
    void aTamperedLogIsRefusedAtTheStart() throws Exception {
        assertThat(post("bob", "iris/1/approve", "").status()).isEqualTo(200);
        server.terminate();
        assertThat(server.exitCode()).isZero();
        Files.writeString(log(), Files.readString(log()).replace("\"by\":\"bob\"", "\"by\":\"ann\""));

        server = ServerProcess.start(folder, temporary);

        assertThat(server.exitCode()).isEqualTo(2);
        assertThat(server.errors())
                .contains("registry-log.jsonl, line 3: the log has been changed: its own digest does not fit it");
    }

    @Test
    void aSecondServerMayNotWriteTheSameLog() throws Exception {
        try (ServerProcess second = ServerProcess.start(folder, temporary)) {
            assertThat(second.exitCode()).isEqualTo(2);
        }
        assertThat(get("eve", "/registry/iris/1").status()).isEqualTo(200);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskChangesNothing() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/prlimit")), "prlimit is not there");
        long size = Files.size(log());
        server.limitFiles(size + 100);

        Response refused = post("bob", "iris/1/approve", "");

        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.body()).contains("the registry's log cannot be written", "nothing has changed: make room");
        assertThat(Files.size(log())).as("no part of a line stays").isEqualTo(size);
        assertThat(get("eve", "/registry/iris/1").body()).contains("\"approvals\":[]");

        server.limitFiles(null);
        assertThat(post("bob", "iris/1/approve", "").status()).isEqualTo(200);
        server.close();
        start();
        assertThat(get("eve", "/registry/iris/1").body()).contains("\"approvals\":[\"bob\"]");
    }

    @Test
    void ofTwoPromotionsAtOnceOneIsMade() throws Exception {
        golden(0);
        declare("500ms");
        awaitApplied();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            Callable<Integer> promotion =
                    () -> post("ann", "iris/1/promote", STAGING).status();
            for (Future<Integer> each : people.invokeAll(List.of(promotion, promotion, promotion, promotion))) {
                statuses.add(each.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
    }

    @Test
    void hostileAddressesFindNothingAndBreakNothing() throws IOException {
        for (String path : List.of(
                "/registry/..%2f..%2fetc%2fpasswd",
                "/registry/iris/..%00",
                "/registry/%3Cscript%3E/1",
                "/registry/iris/9",
                "/registry/" + "x".repeat(3000))) {
            Response answer = get("eve", path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
        }
        assertThat(post("ann", "iris/1/promote", "{\"to\":".repeat(5000)).status())
                .isEqualTo(400);
        assertThat(get("eve", "/registry?format=html").headers().get("content-security-policy"))
                .startsWith("default-src 'none'");
    }

    private void declare(String p95) throws Exception {
        StringBuilder tenants = new StringBuilder();
        for (String name : List.of("ann", "bob", "eve")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key(name).getBytes(UTF_8));
            tenants.append("  - {name: ")
                    .append(name)
                    .append(name.equals("eve") ? "" : ", role: admin")
                    .append(", key-sha256: [\"")
                    .append(HexFormat.of().formatHex(hash))
                    .append("\"]}\n");
        }
        Files.writeString(folder.resolve("serving.yaml"), """
                server: {host: 127.0.0.1, port: %d, grpc-port: %d}
                models:
                  - {name: iris, version: "1", path: iris.onnx}
                  - {name: iris, version: "2", path: iris.onnx}
                registry:
                  folder: state
                  gates:
                    - {stage: staging, golden-parity: {cases: golden.jsonl, tolerance: 0.001}}
                    - {stage: staging, latency: {cases: golden.jsonl, p95: %s, requests: 200}}
                    - stage: production
                      fairness: {data: people.csv, columns: [a, b, c, d], group: group, label: label,
                        output: probabilities, demographic-parity: 0.1}
                    - {stage: production, approval: {people: 1}}
                tenants:
                %s""".formatted(port, grpcPort, p95, tenants));
    }

    /** One case, whose label is 0 in truth. */
    private void golden(int label) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                "{\"request\":" + INPUTS
                        + ",\"outputs\":[{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[" + label
                        + "]}]}\n");
    }

    /** Group a gets positive decisions only; group b consists of such flowers. */
    private void people(String groupB) throws IOException {
        StringBuilder csv = new StringBuilder("a,b,c,d,group,label\n");
        for (int i = 0; i < 200; i++) {
            csv.append(SETOSA).append(",a,1\n").append(groupB).append(",b,1\n");
        }
        Files.writeString(folder.resolve("people.csv"), csv);
    }

    private void awaitApplied() {
        await().atMost(LIMIT).until(() -> get("ann", "/config").body().contains("\"result\":\"applied\""));
    }

    private Path log() {
        return folder.resolve("state/registry-log.jsonl");
    }

    private static String key(String name) {
        return name + "-long-random-key-0123456789";
    }

    private String answering() throws IOException {
        String body = send("eve", "POST", "/v2/models/iris/infer", INPUTS).body();
        return body.replaceAll(".*\"model_version\":\"(\\d+)\".*", "$1");
    }

    private String answeringByGrpc() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("iris");
        request.addInputsBuilder()
                .setName("features")
                .setDatatype("FP32")
                .addAllShape(List.of(1L, 4L))
                .getContentsBuilder()
                .addAllFp32Contents(List.of(4.8f, 3.1f, 1.6f, 0.2f));
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key("eve"));
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .modelInfer(request.build())
                    .getModelVersion();
        } finally {
            channel.shutdownNow();
        }
    }

    private Response post(String person, String path, String body) throws IOException {
        return send(person, "POST", "/registry/" + path, body);
    }

    private Response get(String person, String path) throws IOException {
        return send(person, "GET", path, "");
    }

    private Response send(String person, String method, String path, String body) throws IOException {
        String key = person.isEmpty() ? "" : "X-API-Key: " + key(person) + "\r\n";
        try (RawClient client = new RawClient(port)) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + key + "Content-Length: "
                    + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
            return client.receive();
        }
    }
}
