package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.metrics.ExpositionFormat;
import academy.ascent.reference.runtime.TestModels;
import academy.ascent.reference.tracing.Collector;
import academy.ascent.reference.tracing.Collector.ReceivedSpan;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with everything declared that tells of itself. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsPageIT {
    private static final Path DOCUMENTS = Path.of("../docs/reference-stack");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "a key that is long enough";
    private static final String INPUTS =
            "\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
    private static final String SERVING = """
            server: {host: 127.0.0.1, port: %d, grpc-port: %d}
            models:
              - {name: iris, version: "1", path: iris.onnx, columns: [a, b, c, d], batching: {max-size: 8, max-delay: 20ms, mode: always}}
              - {name: iris, version: "2", path: iris.onnx, columns: [a, b, c, d], cache: {max-bytes: 1MiB, ttl: 1h}}
            routes:
              - {name: single, kind: single, target: {model: iris, version: "1"}}
              - {name: canary, kind: canary, stable: {model: iris, version: "1"}, candidate: {model: iris, version: "2"}}
              - {name: split, kind: ab, key: user, arms: [{model: iris, version: "1"}, {model: iris, version: "2"}]}
              - {name: shadow, kind: shadow, primary: {model: iris, version: "1"}, shadow: {model: iris, version: "2"}}
              - {name: both, kind: ensemble, members: [{model: iris, version: "1"}, {model: iris, version: "2"}], output: probabilities}
            drift:
              - name: iris
                reference: reference.csv
                prediction: {output: probabilities, index: 0, column: score, positive: "0", cut: 0.5}
                window: {kind: tumbling, rows: 20, least-rows: 10}
                streams: [{of: a, detector: page-hinkley}]
                feedback: {label: label, window: 10}
            tenants: [{name: acme, key-from: [ACME_KEY], rate: {per-second: 1000}, quota: {requests: 5000}}]
            access: {open: [/metrics], state: state}
            tracing: {endpoint: "%s"}
            prices: {cpu-hour: 0.05, gib-hour: 0.01, currency: EUR}
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;
    private int grpcPort;
    private Collector collector;
    private ServerProcess server;
    private volatile boolean asking = true;

    @BeforeEach
    void givenAServerThatWasAskedOfEverything() throws Exception {
        port = ServerProcess.freePort();
        grpcPort = ServerProcess.freePort();
        collector = new Collector();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.writeString(
                folder.resolve("reference.csv"),
                "a,b,c,d,score,label\n5,3,1,0.2,0.9,0\n6,3,4,1,0.1,1\n7,3,6,2,0.2,1\n4.8,3.1,1.6,0.2,0.8,0\n");
        Files.writeString(folder.resolve("serving.yaml"), SERVING.formatted(port, grpcPort, collector.endpoint()));
        server = ServerProcess.start(folder, temporary, "env", "ACME_KEY=" + KEY, "ASCENT_ACCESS_LOG=on");
        server.awaitReady();
    }

    @AfterEach
    void end() throws InterruptedException {
        server.close();
        collector.close();
    }

    @Test
    void holdsEveryFamilyThatTheDocumentsPromise() throws Exception {
        whenEverythingIsAsked();
        Map<String, Double> samples = page();

        Set<String> names = samples.keySet().stream()
                .map(sample -> sample.substring(0, sample.indexOf('{')))
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(names.stream()
                .filter(name -> name.endsWith("_count"))
                .map(name -> name.substring(0, name.length() - "_count".length()))
                .toList());
        List<String> promised = promised();
        assertThat(promised).hasSizeGreaterThan(40);
        assertThat(names).containsAll(promised);
        for (String family : List.of(
                "ascent_infer_requests_total{model=\"%s\",version=\"%s\",status=\"200\"}",
                "ascent_inference_duration_seconds_count{model=\"%s\",version=\"%s\"}",
                "ascent_inferred_rows_total{model=\"%s\",version=\"%s\"}",
                "ascent_model_loads_total{model=\"%s\",version=\"%s\"}")) {
            assertThat(samples.get(family.formatted("iris", "2"))).as(family).isPositive();
        }
        assertThat(samples)
                .containsKeys(
                        "ascent_infer_requests_total{model=\"iris\",version=\"2\",status=\"400\"}",
                        "ascent_queue_depth{model=\"iris\",version=\"1\"}",
                        "ascent_route_requests_total{route=\"canary\",arm=\"stable\",result=\"answered\"}",
                        "ascent_cost_per_prediction{model=\"iris\",version=\"1\",currency=\"EUR\"}")
                .hasEntrySatisfying(
                        "ascent_cache_requests_total{model=\"iris\",version=\"2\",result=\"hit\"}",
                        hits -> assertThat(hits).isPositive());
        server.terminate();
        assertThat(server.exitCode()).isZero();
        assertThat(folder.resolve("state/quotas")).content().matches("acme \\d{4}-\\d\\d-\\d\\d \\d+\n");
    }

    @Test
    void isWhatPrometheusOwnToolTakes() throws Exception {
        assumeThat(onPath("promtool")).as("promtool is on the path").isTrue();
        whenEverythingIsAsked();
        Path page = Files.writeString(temporary.resolve("page"), rawPage());
        Process tool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
    }

    @Test
    void aCallsTraceLeadsFromTheClientThroughTheRouteToTheModel() throws Exception {
        String parent = "0af7651916cd43dd8448eb211c80319c";
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
        Metadata headers = new Metadata();
        headers.put(key("traceparent"), "00-" + parent + "-b7ad6b7169203331-01");
        headers.put(key("x-api-key"), KEY);
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("shadow");
        request.addInputsBuilder()
                .setName("features")
                .setDatatype("FP32")
                .addAllShape(List.of(1L, 4L))
                .getContentsBuilder()
                .addAllFp32Contents(List.of(4.8f, 3.1f, 1.6f, 0.2f));
        try {
            GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .modelInfer(request.build());
        } finally {
            channel.shutdownNow();
        }

        String call = "inference.GRPCInferenceService/ModelInfer";
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(collector.span(call).parent()).isEqualTo("b7ad6b7169203331");
            thenBelow(call, "route shadow");
            thenBelow("route shadow", "arm primary");
            thenBelow("route shadow", "arm shadow");
            thenBelow("arm primary", "queue");
            assertThat(collector.spans().stream().filter(span -> span.name().equals("inference")))
                    .extracting(ReceivedSpan::parent)
                    .contains(
                            collector.span("arm primary").id(),
                            collector.span("arm shadow").id());
            assertThat(collector.spans()).extracting(ReceivedSpan::trace).containsOnly(parent);
        });
    }

    private void thenBelow(String parent, String name) {
        assertThat(collector.spans())
                .anySatisfy(span -> assertThat(span)
                        .returns(name, ReceivedSpan::name)
                        .returns(collector.span(parent).id(), ReceivedSpan::parent));
    }

    /** In the order of the documents, each once. */
    private static List<String> promised() throws IOException {
        String operations = Files.readString(DOCUMENTS.resolve("operations.md"));
        String drift = Files.readString(DOCUMENTS.resolve("drift.md"));
        List<String> names = names("`((?:ascent|process|jvm)_[a-z_]+)", operations);
        int start = drift.indexOf("`/metrics` has `ascent_drift_rows_total`");
        String prefix = "";
        for (String name : names("`((?:ascent)?_[a-z_]+)`", drift.substring(start))) {
            prefix = name.startsWith("ascent_drift") ? "ascent_drift" : prefix;
            prefix = name.startsWith("ascent_feedback") ? "ascent_feedback" : prefix;
            names.add(name.startsWith("_") ? prefix + name : name);
        }
        names.addAll(List.of(
                "ascent_config_reloads_total",
                "ascent_route_requests_total",
                "ascent_route_duration_seconds",
                "ascent_route_rolled_back",
                "ascent_route_outcomes_total",
                "ascent_route_shadow_requests_total",
                "ascent_route_ensemble_incomplete_total"));
        return names.stream().distinct().toList();
    }

    private static List<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
    }

    private void whenEverythingIsAsked() throws Exception {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.get("/v2").status()).isEqualTo(401);
            for (String route : List.of("single", "canary", "split", "shadow", "both")) {
                assertThat(ask(client, route, "u", "\"parameters\":{\"user\":\"ann\"},"))
                        .as(route)
                        .isEqualTo(200);
            }
            assertThat(send(client, "/v2/models/iris/infer", "nonsense")).isEqualTo(400);
        }
        List<Thread> together = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofVirtual().start(this::askFirstVersion))
                .toList();
        // CPU time is measured from the second second on, a window judged beside the serving.
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (RawClient client = new RawClient(port)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(ask(client, "iris", "id-" + i, "")).isEqualTo(200);
                    assertThat(send(client, "/feedback/iris", "{\"id\":\"id-" + i + "\",\"label\":0}"))
                            .isEqualTo(200);
                }
            }
            Map<String, Double> samples = page();
            assertThat(samples.get("ascent_model_cpu_seconds_total{model=\"iris\",version=\"1\"}"))
                    .isPositive();
            assertThat(samples.get("ascent_batched_requests_total{model=\"iris\",version=\"1\"}"))
                    .isPositive();
            assertThat(samples).containsKey("ascent_drift_share{monitor=\"iris\"}");
            assertThat(samples).containsKey("ascent_feedback_accuracy{monitor=\"iris\"}");
        });
        asking = false;
        for (Thread thread : together) {
            thread.join();
        }
    }

    /** Several do so at once, so that there is something to batch. */
    private void askFirstVersion() {
        try (RawClient client = new RawClient(port)) {
            while (asking && ask(client, "iris/versions/1", "v1", "") == 200) {
                Thread.sleep(1);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int ask(RawClient client, String model, String id, String parameters) throws IOException {
        return send(client, "/v2/models/" + model + "/infer", "{\"id\":\"" + id + "\"," + parameters + INPUTS);
    }

    private static int send(RawClient client, String path, String body) throws IOException {
        client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        return client.receive().status();
    }

    private Map<String, Double> page() throws IOException {
        return ExpositionFormat.read(rawPage());
    }

    private String rawPage() throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.get("/metrics").body();
        }
    }

    private static boolean onPath(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
