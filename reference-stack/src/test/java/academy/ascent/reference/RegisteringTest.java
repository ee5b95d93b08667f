package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.registry.Trials.Trial;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteringTest {
    private static final String MODELS = """
            models:
              - {name: iris, version: "1", path: iris.onnx, cache: {max-bytes: 1MiB}}
              - {name: iris, version: "2", path: iris-2.onnx}
            routes: [{name: scoring, kind: single, target: {model: iris}}]
            """;
    private static final String REGISTRY = "registry: {folder: state}\n";
    private static final String CASE = """
            {"request":{"inputs":[{"name":"features","datatype":"FP32","shape":[1,4],"data":[4.8,3.1,1.6,0.2]}]},\
            "outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[0]}]}
            """;

    @TempDir
    private Path folder;

    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final Registering registering = new Registering(InstantSource.system(), log);
    private final AtomicInteger inferences = new AtomicInteger();
    private final Refusing refusing = new Refusing();
    private final ModelStore models = new ModelStore(
            _ -> new ModelEvents() {
                @Override
                public void inferred(long nanos, int rows) {
                    inferences.incrementAndGet();
                }
            },
            _ -> {});
    private final List<Predictors> served = new ArrayList<>();
    private Deployment deployment;
    private Resource resource;

    @BeforeEach
    void givenTwoVersionsAndARoute() throws Exception {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris-2.onnx"));
        Files.writeString(folder.resolve("golden.jsonl"), CASE);
        start(declared(MODELS + REGISTRY));
    }

    private void start(ServingConfig config) throws InterruptedException {
        registering.open(config);
        deployment = new Deployment(
                folder,
                config.server(),
                models,
                Routing.none(new LoggedRouteEvents(log), InstantSource.system()),
                List.of(registering, refusing),
                List.of(served::add));
        resource = registering.resource(deployment::publish);
        deployment.apply(config, Duration.ZERO);
    }

    @AfterEach
    void end() {
        deployment.close();
    }

    @Test
    void requestsAndRoutesThatNameNoVersionGoToTheOneInProduction() {
        assertThat(answering("iris")).isEqualTo("2");

        toProduction("1");

        assertThat(answering("iris")).isEqualTo("1");
        assertThat(answering("scoring")).isEqualTo("1");
        assertThat(served.getLast().find("iris", "2").version()).isEqualTo("2");

        post("iris/1/retire", "{\"force\":true}");
        assertThat(answering("iris")).isEqualTo("2");
        assertThat(answering("scoring")).isEqualTo("2");
    }

    @Test
    void partsAreMadeReadyForTheVersionInProductionAfterAStart() throws Exception {
        toProduction("1");
        deployment.close();
        refusing.chosen = "";

        start(declared(MODELS + REGISTRY));

        assertThat(refusing.chosen).isEqualTo("1");
        assertThat(answering("iris")).isEqualTo("1");
    }

    @Test
    void aServerStartsThoughEveryVersionIsRetired() throws Exception {
        post("iris/1/retire", "");
        post("iris/2/retire", "");
        assertThat(served.getLast().find("iris", null).isReady()).isFalse();
        deployment.close();

        start(declared(MODELS + REGISTRY));

        assertThat(served.getLast().find("iris", null).isReady()).isFalse();
        assertThat(served.getLast().find("iris", "2").isReady()).isTrue();
    }

    @Test
    void judgingCountsAsNobodysInferenceAndUsesNoCache() throws Exception {
        ServingConfig config = declared(
                MODELS + "registry: {folder: state, gates: [{stage: staging, golden-parity: {cases: golden.jsonl}}]}");
        deployment.apply(config, Duration.ZERO);

        assertThat(post("iris/1/promote", "{\"to\":\"staging\"}").status()).isEqualTo(200);

        assertThat(inferences).hasValue(0);
        try (Trial trial = new ModelsOnTrial().load(config.models().getFirst())) {
            InferRequest request = request();
            assertThat(trial.predictor().infer(request).join().outputs().getFirst())
                    .isNotSameAs(
                            trial.predictor().infer(request).join().outputs().getFirst());
        }
    }

    @Test
    void otherGatesHoldFromTheNextPromotionOn() throws Exception {
        Files.writeString(folder.resolve("golden.jsonl"), CASE.replace("\"data\":[0]", "\"data\":[2]"));
        deployment.apply(
                declared(MODELS
                        + "registry: {folder: state, gates: [{stage: staging, golden-parity: {cases: golden.jsonl}}]}"),
                Duration.ZERO);

        Answer held = post("iris/1/promote", "{\"to\":\"staging\"}");
        assertThat(held.status()).isEqualTo(422);
        assertThat(text(held)).contains("line 1, element 0 of the output \\\"label\\\" is off by 1.0");

        deployment.apply(declared(MODELS + REGISTRY), Duration.ZERO);
        assertThat(post("iris/1/promote", "{\"to\":\"staging\"}").status()).isEqualTo(200);
    }

    @Test
    void aWrongDeclarationIsRefusedAtItsLine() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> declared(MODELS
                        + "registry:\n  folder: state\n  gates:\n    - {stage: staging, golden-parity: {cases: none}}"))
                .withMessageContaining("serving.yaml, line 8: there is no file of cases \"none\"");
    }

    @Test
    void aTamperedLogIsRefusedAndWhatWasInForceStays() throws Exception {
        toProduction("1");
        Path other = Files.createDirectory(folder.resolve("other"));
        Path logFile = folder.resolve("state/registry-log.jsonl");
        Files.writeString(
                other.resolve("registry-log.jsonl"), Files.readString(logFile).replace("staging", "production"));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> deployment.apply(declared(MODELS + "registry: {folder: other}\n"), Duration.ZERO))
                .withMessageContaining("registry-log.jsonl, line 3: the log has been changed: its own digest");
        assertThat(answering("iris")).isEqualTo("1");
        assertThat(text(get("iris"))).contains("\"production\":\"1\"");
    }

    @Test
    void anotherFolderIsLetGoWhereAnotherPartRefuses() throws Exception {
        ServingConfig other = declared(MODELS + "registry: {folder: other}\n");
        refusing.refuses = true;
        assertThatExceptionOfType(InvalidConfig.class).isThrownBy(() -> deployment.apply(other, Duration.ZERO));
        refusing.refuses = false;

        deployment.apply(other, Duration.ZERO);

        assertThat(text(get("iris/1/log"))).contains("\"sequence\":1");
        assertThat(folder.resolve("other/registry-log.jsonl")).exists();
    }

    @Test
    void withoutARegistryThereIsNone() throws Exception {
        toProduction("1");
        deployment.apply(declared(MODELS), Duration.ZERO);

        assertThat(get("iris").status()).isEqualTo(404);
        assertThat(text(get("iris"))).contains("serving.yaml declares no registry");
        assertThat(answering("iris")).isEqualTo("2");

        deployment.apply(declared(MODELS + REGISTRY), Duration.ZERO);
        assertThat(answering("iris")).isEqualTo("1");
    }

    @Test
    void aVersionThatANewConfigurationLoadsAgainIsRegisteredFromItsFileAsItIsThen() throws Exception {
        toProduction("1");
        new AnnouncedRepository(models, registering::reloaded).unload("iris");
        Files.copy(
                TestModels.FOLDER.resolve("echo.onnx"),
                folder.resolve("iris.onnx"),
                StandardCopyOption.REPLACE_EXISTING);

        deployment.apply(declared("# touched\n" + MODELS + REGISTRY), Duration.ZERO);

        assertThat(text(get("iris/1"))).contains("\"stage\":\"development\"");
        assertThat(text(get("iris/1/log"))).contains("\"event\":\"changed\"");
        assertThat(text(get("iris/2/log"))).doesNotContain("changed");
        assertThat(answering("iris")).isEqualTo("2");
    }

    @Test
    void aModelThatRequestsLoadAgainIsRefusedBesideARegistry() throws Exception {
        String unkept = MODELS.replace("path: iris-2.onnx", "path: iris-2.onnx, keep-loaded: 5m");
        assertThat(declared(unkept).models()).hasSize(2);

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> declared(unkept + REGISTRY))
                .withMessageContaining("serving.yaml, line 3: with a registry keep-loaded must be always");
    }

    @Test
    void aFilePutUnderTheServerIsNotPromotedAndBeginsAnewOnceLoaded() throws Exception {
        Files.copy(
                TestModels.FOLDER.resolve("echo.onnx"),
                folder.resolve("iris.onnx"),
                StandardCopyOption.REPLACE_EXISTING);
        deployment.apply(declared("# touched\n" + MODELS + REGISTRY), Duration.ZERO);

        Answer refused = post("iris/1/promote", "{\"to\":\"staging\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused)).contains("the version's file iris.onnx is not the one that was registered");
        assertThat(text(get("iris/1/log"))).doesNotContain("changed");

        new AnnouncedRepository(models, name -> {
                    registering.reloaded(name);
                    deployment.publish();
                })
                .load("iris");

        assertThat(text(get("iris/1/log"))).contains("\"event\":\"changed\"");
        assertThat(post("iris/1/promote", "{\"to\":\"staging\"}").status()).isEqualTo(200);
    }

    private void toProduction(String version) {
        for (String stage : List.of("staging", "production")) {
            Answer answer = post("iris/" + version + "/promote", "{\"to\":\"" + stage + "\"}");
            assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        }
    }

    private String answering(String name) {
        return served.getLast().find(name, null).infer(request()).join().version();
    }

    private static InferRequest request() {
        return InferRequestReader.read(CASE.substring(CASE.indexOf("{\"inputs"), CASE.indexOf(",\"outputs"))
                .getBytes(UTF_8));
    }

    private ServingConfig declared(String yaml) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), yaml);
        return ServingFile.read(folder);
    }

    private Answer post(String path, String body) {
        return resource.answer(new Request("POST", path, Map.of(), Map.of(), body.getBytes(UTF_8), "ann"));
    }

    private Answer get(String path) {
        return resource.answer(new Request("GET", path, Map.of(), Map.of(), new byte[0]));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    /** A part after the registry that may refuse, and sees which version is chosen. */
    private static final class Refusing implements Feature {
        private boolean refuses;
        private String chosen = "";

        @Override
        public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
            if (refuses) {
                throw InvalidConfig.in(Path.of("serving.yaml"), "refused");
            }
            chosen = next.find("iris", null).version();
            return Change.NONE;
        }
    }
}
