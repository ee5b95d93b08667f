package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchingTest {
    private static final String MODEL = "models: [{name: iris, path: iris.onnx, columns: [a, b, c, d]}]\n";
    private static final String MONITOR = "drift: [{name: iris, reference: reference.csv, window: {rows: 20}}]\n";

    @TempDir
    private Path folder;

    private final Watching watching =
            new Watching(new EventLog(new PrintStream(PrintStream.nullOutputStream()), InstantSource.system()));
    private final List<Predictors> served = new ArrayList<>();
    private Deployment deployment;

    @BeforeEach
    void givenAWatchedModel() throws Exception {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("a,b,c,d\n");
        for (int row = 0; row < 100; row++) {
            csv.append(row % 10)
                    .append(',')
                    .append(random.nextGaussian())
                    .append(",1,")
                    .append(row)
                    .append('\n');
        }
        Files.writeString(folder.resolve("reference.csv"), csv);
        ModelStore models = new ModelStore(_ -> new ModelEvents() {}, _ -> {});
        ServingConfig config = declared(MODEL + MONITOR);
        deployment = new Deployment(
                folder,
                config.server(),
                models,
                Routing.none(
                        new LoggedRouteEvents(
                                new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system())),
                        InstantSource.system()),
                List.of(watching),
                List.of(served::add));
        deployment.apply(config, Duration.ZERO);
    }

    @AfterEach
    void end() {
        deployment.close();
    }

    @Test
    void seesEveryAnswerAndJudgesBesideTheServing() {
        ask(20);

        await().atMost(Duration.ofSeconds(20)).until(() -> report().contains("\"windows_judged\":1"));
        assertThat(report()).contains("\"seen\":20");
        Metrics metrics = new Metrics();
        metrics.add(watching);
        assertThat(metrics.page()).contains("ascent_drift_windows_total{monitor=\"iris\"} 1");
        assertThat(watching.feedback().isAdministration("POST", "iris")).isFalse();
    }

    @Test
    void aMonitorThatStaysDeclaredKeepsWhatItHasSeen() throws Exception {
        ask(5);
        deployment.apply(declared("# a comment that moves every line\n" + MODEL + MONITOR), Duration.ZERO);
        ask(5);
        assertThat(report()).contains("\"seen\":10");

        deployment.apply(declared(MODEL + MONITOR.replace("20", "30")), Duration.ZERO);
        assertThat(report()).contains("\"seen\":0");
    }

    @Test
    void aMonitorThatBeganAnewSeesTheAnswersAfterThat() {
        ask(5);
        Resource reports = watching.reports();
        assertThat(reports.isAdministration("POST", "iris/reset")).isTrue();
        reports.answer(new Request("POST", "iris/reset", Map.of(), Map.of(), new byte[0]));
        assertThat(report()).contains("\"seen\":0");
        ask(3);

        assertThat(report()).contains("\"seen\":3");
        await().atMost(Duration.ofSeconds(20)).until(() -> report().contains("\"counted\":3"));
    }

    @Test
    void aChangedReferenceFileBeginsAnew() throws Exception {
        ask(5);
        Files.writeString(folder.resolve("reference.csv"), "a,b,c,d\n1,2,3,4\n2,3,4,5\n3,4,5,6\n");
        deployment.apply(declared(MODEL + MONITOR), Duration.ZERO);

        assertThat(report()).contains("\"seen\":0").contains("\"rows\":3");
    }

    @Test
    void aRefusedConfigurationLeavesTheMonitorsAsTheyWere() {
        ask(5);
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() ->
                        deployment.apply(declared(MODEL + MONITOR.replace("name: iris", "name: rose")), Duration.ZERO))
                .withMessageContaining("unknown model \"rose\"");
        ask(5);

        assertThat(report()).contains("\"seen\":10");
    }

    @Test
    void withoutMonitorsTheModelsAreServedAsTheyAre() throws Exception {
        deployment.apply(declared(MODEL), Duration.ZERO);
        ask(1);

        assertThat(get(watching.reports()).status()).isEqualTo(404);
        assertThat(get(watching.feedback()).status()).isEqualTo(404);
        assertThat(served.getLast()).isNotInstanceOf(WatchedPredictors.class);
    }

    private ServingConfig declared(String yaml) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), yaml);
        return ServingFile.read(folder);
    }

    private void ask(int requests) {
        List<Tensor> inputs = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            inputs.add(new Tensor(name, Datatype.FP32, new long[] {1, 1}, new Elements.Floats(new float[] {1})));
        }
        for (int i = 0; i < requests; i++) {
            served.getLast().find("iris", null).infer(InferRequest.of(inputs)).join();
        }
    }

    private String report() {
        return new String(get(watching.reports()).body(), UTF_8);
    }

    private static Answer get(Resource resource) {
        return resource.answer(new Request("GET", "iris", Map.of(), Map.of(), new byte[0]));
    }
}
