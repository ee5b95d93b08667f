package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainingTest {
    private static final String SERVING = """
            models:
              - {name: iris, version: "1", path: iris.onnx, columns: [a, b, c, d]}
              - {name: iris, version: "2", path: iris.onnx, columns: [a, b, c, d]}
            routes:
              - name: trial
                kind: canary
                stable: {model: iris, version: "1", weight: 1}
                candidate: {model: iris, version: "2", weight: 1}
            drift:
              - {name: iris, reference: reference.csv, window: {rows: 20}}
              - {name: trial, reference: reference.csv, window: {rows: 20}}
            explanations:
              - {name: iris, reference: reference.csv, output: probabilities}
              - {name: trial, reference: reference.csv, output: probabilities}
            """;

    @TempDir
    private Path folder;

    private final EventLog log = new EventLog(new PrintStream(PrintStream.nullOutputStream()), InstantSource.system());
    private final Watching watching = new Watching(log);
    private final Explaining explaining = new Explaining();
    private final List<Predictors> served = new ArrayList<>();
    private Deployment deployment;

    @BeforeEach
    void givenAWatchedCanary() throws Exception {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.writeString(folder.resolve("reference.csv"), "a,b,c,d\n5,3,1,0.2\n6,3,4,1\n7,3,6,2\n");
        Files.writeString(folder.resolve("serving.yaml"), SERVING);
        ServingConfig config = ServingFile.read(folder);
        deployment = new Deployment(
                folder,
                config.server(),
                new ModelStore(_ -> new ModelEvents() {}, _ -> {}),
                Routing.none(new LoggedRouteEvents(log), InstantSource.system()),
                List.of(explaining, watching),
                List.of(served::add));
        deployment.apply(config, Duration.ZERO);
    }

    @AfterEach
    void end() {
        deployment.close();
    }

    @Test
    void anExplanationIsSeenByNoMonitorAndCountsInNoTrial() {
        for (String name : List.of("iris", "trial")) {
            assertThat(explain(name).status()).isEqualTo(200);
            assertThat(seen(name)).contains("\"seen\":0");
        }
        assertThat(deployment.routing().report("trial").arms())
                .allSatisfy(arm -> assertThat(arm.requests()).isZero());

        deployment.publish();
        assertThat(explain("trial").status()).isEqualTo(200);
        assertThat(seen("trial")).contains("\"seen\":0");

        ask("trial");
        assertThat(seen("trial")).contains("\"seen\":1");
        assertThat(deployment.routing().report("trial").arms())
                .extracting(arm -> arm.requests())
                .containsExactlyInAnyOrder(1L, 0L);
    }

    @Test
    void aCanarysExplanationIsThatOfItsStableTarget() {
        assertThat(new String(explain("trial").body(), UTF_8))
                .startsWith("{\"model_name\":\"trial\",\"model_version\":\"1\"");
    }

    private Answer explain(String name) {
        String body =
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";
        return explaining.answer(new Request("POST", name, Map.of(), Map.of(), body.getBytes(UTF_8)));
    }

    private String seen(String name) {
        Resource reports = watching.reports();
        return new String(
                reports.answer(new Request("GET", name, Map.of(), Map.of(), new byte[0]))
                        .body(),
                UTF_8);
    }

    private void ask(String name) {
        Tensor row = new Tensor(
                "features", Datatype.FP32, new long[] {1, 4}, new Elements.Floats(new float[] {4.8f, 3.1f, 1.6f, 0.2f
                }));
        served.getLast().find(name, null).infer(InferRequest.of(List.of(row))).join();
    }
}
