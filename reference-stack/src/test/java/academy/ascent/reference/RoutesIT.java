package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.http.RawClient;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String INPUTS =
            "\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
    private static final String ROUTES = """
            routes:
              - name: canary
                kind: canary
                stable: {model: iris, version: "1", weight: 1}
                candidate: {model: echo, weight: 1}
              - name: split
                kind: ab
                key: user
                arms: [{model: iris, version: "1"}, {model: iris, version: "2"}]
              - {name: shadow, kind: shadow, primary: {model: iris, version: "1"}, shadow: {model: iris, version: "2"}}
              - name: ensemble
                kind: ensemble
                members: [{model: iris, version: "1"}, {model: iris, version: "2"}]
                output: probabilities
              - name: select
                kind: select
                cases: [{when: {sla: gold}, route: shadow}]
                rules:
                  - when: {output: probabilities, index: 0, at-least: 0.9}
                    set: {decision: setosa}
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private int port;
    private ServerProcess server;

    @BeforeEach
    void givenAServer() throws IOException {
        port = ServerProcess.freePort();
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.copy(TestModels.FOLDER.resolve("echo.onnx"), folder.resolve("echo.onnx"));
        declare(ROUTES);
        server = ServerProcess.start(folder, temporary);
        server.awaitReady();
    }

    @AfterEach
    void end() throws InterruptedException {
        server.close();
    }

    @Test
    void routesOfEveryKindAnswerFromRealModels() throws IOException {
        assertThat(ask("split", "\"user\":\"ann\"").body()).contains("\"route_model\":\"iris\"");
        assertThat(ask("split", "").status()).isEqualTo(400);
        assertThat(ask("shadow", "").body()).contains("\"route_arm\":\"primary\"");
        assertThat(ask("ensemble", "").body()).contains("\"route_members\":2", "\"name\":\"probabilities\"");
        assertThat(ask("select", "\"sla\":\"gold\"").body())
                .contains("\"decision\":\"setosa\"", "\"route_arm\":\"case-1/primary\"", "\"model_name\":\"select\"");
        assertThat(ask("select", "").body()).contains("no case of the route");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(get("/routes/shadow").body())
                        .contains("\"agreement\":{\"events\":2,\"trials\":2,\"rate\":1.0}"));
        assertThat(get("/metrics").body())
                .contains("ascent_route_shadow_requests_total{route=\"shadow\",result=\"agreed\"} 2");
        assertThat(get("/v2/models/select").body()).contains("\"ascent_route\"", "\"decision\"");
        assertThat(get("/v2/models/select/ready").status()).isEqualTo(200);
        assertThat(get("/v2/models/select/versions/1").status()).isEqualTo(404);
    }

    @Test
    void aCandidateThatTakesOtherInputsIsRolledBack() throws Exception {
        for (int i = 0; i < 60; i++) {
            ask("canary", "");
        }
        assertThat(get("/routes/canary").body()).contains("\"rolled_back\":true", "\"cause\":\"errors\"");
        assertThat(get("/metrics").body()).contains("ascent_route_rolled_back{route=\"canary\"} 1");
        for (int i = 0; i < 20; i++) {
            assertThat(ask("canary", "").status()).isEqualTo(200);
        }
        server.terminate();
        assertThat(server.exitCode()).isZero();
        assertThat(server.restOfOutput()).contains("\"event\":\"canary-rolled-back\",\"route\":\"canary\"");
    }

    @Test
    void aChangedFileIsTakenAndAWrongOneRefusedWithItsLine() throws IOException {
        declare(ROUTES.replace("kind: shadow", "kind: ghost"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(get("/config").body())
                        .contains("\"result\":\"refused\"", "serving.yaml, line 15: ", "\\\"ghost\\\" is unknown"));
        assertThat(ask("shadow", "").status()).isEqualTo(200);

        declare("routes: [{name: fresh, kind: single, target: {model: iris}}]\n");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(get("/config").body()).contains("\"result\":\"applied\""));
        assertThat(ask("fresh", "").status()).isEqualTo(200);
        assertThat(ask("shadow", "").status()).isEqualTo(404);
        assertThat(get("/metrics").body())
                .contains(
                        "ascent_config_reloads_total{result=\"applied\"} 1",
                        "ascent_config_reloads_total{result=\"refused\"} 1");
    }

    @Test
    void aHangUpReadsTheFileAnew() throws Exception {
        server.hangUp();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(get("/config").body()).contains("\"reloads_applied\":1"));
    }

    private void declare(String routes) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), """
                server: {host: 127.0.0.1, port: %d}
                models:
                  - {name: iris, version: "1", path: iris.onnx}
                  - {name: iris, version: "2", path: iris.onnx}
                  - {name: echo, path: echo.onnx}
                """.formatted(port) + routes);
    }

    private Response ask(String route, String parameters) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.post("/v2/models/" + route + "/infer", "{\"parameters\":{" + parameters + "}," + INPUTS);
        }
    }

    private Response get(String path) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.get(path);
        }
    }
}
