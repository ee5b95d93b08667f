package academy.ascent.reference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.RegistryConfig.DeclaredLineage;
import academy.ascent.reference.config.RegistryConfig.StageGate;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.config.Stage;
import academy.ascent.reference.gate.ThresholdPredictor;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.RejectedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    private static final String CASE = """
            {"request":{"inputs":[{"name":"x","datatype":"FP64","shape":[1,1],"data":[1]}]},\
            "outputs":[{"name":"score","datatype":"FP64","shape":[1,1],"data":[%s]}]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private final List<StageGate> gates = new ArrayList<>();
    private final List<DeclaredLineage> lineage = new ArrayList<>();
    private final List<ModelConfig> served = new ArrayList<>();
    private final AtomicReference<Predictor> predictor = new AtomicReference<>(new ThresholdPredictor());
    private @Nullable Registry registry;
    private @Nullable RegistryResource resource;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @BeforeEach
    void givenTwoVersions() throws IOException {
        for (String version : List.of("1", "2")) {
            Path file = Files.writeString(folder.resolve("iris-" + version + ".onnx"), "model " + version);
            served.add(model(version, file));
        }
    }

    private static ModelConfig model(String version, Path file) {
        return new ModelConfig(
                "iris",
                version,
                file,
                List.of(),
                List.of(),
                1,
                new KeepLoaded.Always(),
                ModelConfig.LoadTime.START,
                ExecutionConfig.DEFAULT,
                Optional.empty(),
                new Source(Path.of("serving.yaml"), 1, Map.of()));
    }

    @AfterEach
    void close() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void beginsEveryServedVersionInDevelopmentWithItsDigestAndItsLineage() throws IOException {
        Path data = Files.writeString(folder.resolve("train.csv"), "a\n1\n");
        lineage.add(new DeclaredLineage("iris", "2", Optional.of(data), Optional.of("run 7"), Optional.of("1")));

        Map<String, Object> version = json(get("iris/2"));

        assertThat(version)
                .containsEntry("stage", "development")
                .containsEntry("digest", Digests.of("model 2".getBytes(UTF_8)))
                .containsEntry("since", "2026-03-01T10:00:01Z")
                .doesNotContainKey("registered_by");
        assertThat(version.get("lineage"))
                .isEqualTo(Map.of(
                        "training_data_sha256", Digests.of("a\n1\n".getBytes(UTF_8)), "run", "run 7", "parent", "1"));
        assertThat(json(get("iris/1")).get("lineage")).isEqualTo(Map.of());
    }

    @Test
    void promotesStageByStageAndRemembersItAfterAStart() {
        assertThat(promote("1", "staging", "ann").status()).isEqualTo(200);
        assertThat(promote("1", "production", "ann").status()).isEqualTo(200);
        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).contains("1");

        restart();

        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).contains("1");
        assertThat(registry().versionIn("iris", Stage.STAGING)).isEmpty();
        assertThat(json(get("iris"))).containsEntry("production", "1").doesNotContainKey("staging");
        assertThat((List<?>) json(get("iris/1/log")).get("entries")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "production, the version is in development\\, from where it can be promoted to staging only",
        "staging, ''",
    })
    void leavesNoStageOut(String to, String reason) {
        Answer answer = promote("1", to, "ann");

        assertThat(answer.status()).isEqualTo(reason.isEmpty() ? 200 : 409);
        assertThat(text(answer)).contains(reason.replace("\\", ""));
    }

    @Test
    void namesTheVersionThatEnteredLastUntilItIsRetired() {
        toProduction("1");
        toProduction("2");
        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).contains("2");

        assertThat(post("iris/2/retire", "", "ann").status()).isEqualTo(200);

        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).contains("1");
    }

    @Test
    void keepsTheOnlyVersionInProductionUnlessForced() {
        toProduction("1");

        Answer refused = post("iris/1/retire", "", "ann");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused)).contains("is the only one of \\\"iris\\\" in production");

        assertThat(post("iris/1/retire", "{\"force\":true}", "ann").status()).isEqualTo(200);
        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).isEmpty();
        assertThat(post("iris/1/retire", "", "ann").status()).isEqualTo(409);
        assertThat(promote("1", "staging", "ann").status()).isEqualTo(409);
    }

    @Test
    void holdsAVersionWhoseGateFailsAndSaysWhy() throws IOException {
        givenParityBeforeStaging("2");

        Answer answer = promote("1", "staging", "ann");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(text(answer))
                .contains("\"error\":\"not every gate passed", "\"gate\":\"golden-parity\",\"verdict\":\"failed\"")
                .contains("\"greatest_difference\":0.5", "\"stage\":\"development\"");
        assertThat(text(get("iris/1/log")))
                .contains("\"event\":\"held\",\"by\":\"ann\"", "\"file\":\"golden.jsonl\"")
                .contains("\"file_sha256\":\"" + Digests.of(folder.resolve("golden.jsonl")));
    }

    @Test
    void writesTheSameRefusalOnce() throws IOException {
        givenParityBeforeStaging("2");
        gates.add(new StageGate(Stage.STAGING, Optional.empty(), new GateConfig.Approval(1)));
        for (int i = 0; i < 3; i++) {
            assertThat(promote("1", "staging", "ann").status()).isEqualTo(422);
        }
        restart();
        assertThat(text(promote("1", "staging", "ann"))).contains("0 of 1 others have approved");
        assertThat(heldTimes("1")).isEqualTo(1);

        post("iris/1/approve", "", "bob");
        assertThat(promote("1", "staging", "ann").status()).isEqualTo(422);
        assertThat(heldTimes("1")).as("a gate came to another verdict").isEqualTo(2);
    }

    private int heldTimes(String version) {
        return text(get("iris/" + version + "/log")).split("\"event\":\"held\"", -1).length - 1;
    }

    @Test
    void judgesEveryGateOfTheModelAndOfNoOther() throws IOException {
        givenParityBeforeStaging("1");
        gates.add(new StageGate(Stage.STAGING, Optional.of("other"), new GateConfig.Approval(1)));
        gates.add(new StageGate(Stage.PRODUCTION, Optional.empty(), new GateConfig.Approval(1)));

        Answer answer = promote("1", "staging", "ann");

        assertThat(answer.status()).isEqualTo(200);
        assertThat((List<?>) json(answer).get("gates")).hasSize(1);
    }

    @Test
    void needsTheApprovalOfAnotherPerson() {
        gates.add(new StageGate(Stage.STAGING, Optional.of("iris"), new GateConfig.Approval(1)));
        assertThat(post("iris/1/register", "{\"run\":\"7\"}", "ann").status()).isEqualTo(200);

        assertThat(promote("1", "staging", "bob").status()).isEqualTo(422);
        assertThat(post("iris/1/approve", "", "ann").status()).isEqualTo(403);
        assertThat(post("iris/1/approve", "", "bob").status()).isEqualTo(200);
        assertThat(post("iris/1/approve", "", "bob").status()).isEqualTo(409);
        assertThat(text(promote("1", "staging", "bob"))).contains("0 of 1 others have approved");

        Answer promoted = promote("1", "staging", "ann");

        assertThat(promoted.status()).isEqualTo(200);
        assertThat(text(promoted)).contains("\"approved_by\":[\"bob\"]");
        assertThat(json(get("iris/1")).get("approvals")).isEqualTo(List.of());
    }

    @Test
    void takesNoNameThatIsMerelyClaimed() {
        gates.add(new StageGate(Stage.STAGING, Optional.empty(), new GateConfig.Approval(1)));

        assertThat(post("iris/1/approve", "", null).status()).isEqualTo(403);
        assertThat(post("iris/1/register", "", null).status()).isEqualTo(403);
        assertThat(text(promote("1", "staging", null))).contains("who asks for the promotion is not known");
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> post("iris/1/approve", "{\"by\":\"bob\"}", "ann"))
                .withMessageContaining("unknown key \"by\"");
    }

    @Test
    void registersAVersionOnceByAPerson() {
        assertThat(post("iris/1/register", "{\"parent\":\"0\"}", "ann").status())
                .isEqualTo(200);
        assertThat(post("iris/1/register", "", "bob").status()).isEqualTo(409);

        assertThat(json(get("iris/1")))
                .containsEntry("registered_by", "ann")
                .containsEntry("lineage", Map.of("parent", "0"));
    }

    @Test
    void letsOnlyOneOfTwoPromotionsAtOnceWin() throws Exception {
        givenParityBeforeStaging("1");
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<InferResponse> held = new CompletableFuture<>();
        predictor.set(new ThresholdPredictor(answer -> {
            asked.countDown();
            return held.thenCompose(_ -> answer);
        }));
        registry();
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> promote("1", "staging", "ann"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        Answer second = promote("1", "staging", "bob");

        assertThat(second.status()).isEqualTo(409);
        assertThat(text(second))
                .contains(
                        "another promotion is being judged: version \\\"1\\\" of \\\"iris\\\" to staging, asked for by ann");
        assertThat(get("iris/1").status()).isEqualTo(200);
        held.complete(InferResponse.of("m", "1", null, List.of()));
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(promote("2", "staging", "bob").status()).isEqualTo(200);
    }

    @Test
    void promotesNothingThatWasRetiredWhileItWasJudged() throws Exception {
        givenParityBeforeStaging("1");
        predictor.set(new ThresholdPredictor(answer -> {
            assertThat(post("iris/1/retire", "", "bob").status()).isEqualTo(200);
            return answer;
        }));

        Answer answer = promote("1", "staging", "ann");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(json(get("iris/1"))).containsEntry("stage", "retired");
    }

    @Test
    void sendsAVersionWithAnotherFileBackToDevelopment() throws IOException {
        toProduction("1");
        Files.writeString(served.getFirst().file(), "another model");
        assertThat(promote("1", "staging", "ann").status()).isEqualTo(409);

        restart();

        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).isEmpty();
        assertThat(json(get("iris/1")))
                .containsEntry("stage", "development")
                .containsEntry("digest", Digests.of("another model".getBytes(UTF_8)));
        assertThat(text(get("iris/1/log"))).contains("\"event\":\"changed\"");
    }

    @Test
    void promotesNoFileThatWasPutUnderTheServerMeanwhile() throws IOException {
        registry();
        Files.writeString(served.getFirst().file(), "another model");

        Answer answer = promote("1", "staging", "ann");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer)).contains("not the one that was registered");
    }

    @Test
    void promotesNothingThatCannotBeRecorded() {
        registry().close();

        Answer answer = promote("1", "staging", "ann");

        assertThat(answer.status()).isEqualTo(507);
        assertThat(text(answer)).contains("nothing has changed");
        assertThat(json(get("iris/1"))).containsEntry("stage", "development");
        assertThat(registry().versionIn("iris", Stage.STAGING)).isEmpty();
    }

    @Test
    void goesOnAfterAWriteThatWasTorn() throws IOException {
        toProduction("1");
        registry().close();
        Path log = folder.resolve("state").resolve(RegistryLog.NAME);
        Files.writeString(log, "{\"sequence\":6,\"time\":\"2026", StandardOpenOption.APPEND);

        restart();

        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).contains("1");
        assertThat(events.toString(UTF_8)).contains("\"event\":\"registry-log-cut\",\"bytes\":26");
        assertThat(promote("2", "staging", "ann").status()).isEqualTo(200);
    }

    @Test
    void namesNoVersionThatIsServedNoMore() {
        toProduction("1");

        registry();
        served.removeFirst();
        serve();

        assertThat(registry().versionIn("iris", Stage.PRODUCTION)).isEmpty();
        assertThat(text(promote("1", "staging", "ann"))).contains("the version is in production");
    }

    @Test
    void saysSoWhereThereIsNothing() {
        assertThat(get("rose").status()).isEqualTo(404);
        assertThat(get("iris/3").status()).isEqualTo(404);
        assertThat(get("iris/3/log").status()).isEqualTo(404);
        assertThat(get("iris/1/other").status()).isEqualTo(404);
        assertThat(get("iris/1/log/x").status()).isEqualTo(404);
        assertThat(get("iris/1/promote").status()).isEqualTo(405);
        assertThat(promote("3", "staging", "ann").status()).isEqualTo(404);
        assertThat(post("iris/3/approve", "", "ann").status()).isEqualTo(404);
        assertThat(post("iris/3/retire", "", "ann").status()).isEqualTo(404);
        assertThat(post("iris/1", "", "ann").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "promote  | ''                     | \"to\" must be",
                "promote  | '{\"to\":\"retired\"}' | \"to\" must be",
                "promote  | '{\"to\":1}'           | \"to\" must be",
                "promote  | '{\"too\":1}'          | unknown key \"too\"",
                "promote  | '{'                    | the body: malformed JSON",
                "retire   | '{\"force\":1}'        | \"force\" must be true or false",
                "register | '{\"run\":1}'          | \"run\" must be text",
                "register | '{\"training_data_sha256\":\"x\"}' | must be the 64 hexadecimal digits",
            })
    void saysWhatIsWrongWithABody(String action, String body, String reason) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> post("iris/1/" + action, body, "ann"))
                .withMessageContaining(reason);
    }

    @Test
    void showsPeopleAPageWithoutTakingTheirTextsForMarkup() throws IOException {
        givenParityBeforeStaging("2");
        post("iris/1/register", "{\"run\":\"<script>\"}", "ann & co");
        promote("1", "staging", "ann & co");

        for (String page : List.of(page(""), page("iris"), page("iris/1"))) {
            assertThat(page)
                    .contains("○ development", "✕ Golden parity failed", "&lt;script&gt;", "ann &amp; co")
                    .doesNotContain("<script>");
        }
        assertThat(page("iris/1")).contains("<strong>Not promoted to staging</strong> by ann &amp; co", "Figures");
        assertThat(json(get("")).get("versions"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void showsWhichVersionIsInProduction() {
        assertThat(page("")).contains("○ None is in production");
        toProduction("1");
        assertThat(page("")).contains("● Version 1 is in production");
    }

    @Test
    void answersWithTheVersionInProductionWhereNoneIsNamed() {
        assertThat(byDefault()).isEqualTo("as before");
        toProduction("1");
        assertThat(byDefault()).isEqualTo("1");
        toProduction("2");
        assertThat(byDefault()).isEqualTo("2");

        post("iris/2/retire", "", "ann");
        assertThat(byDefault()).isEqualTo("1");
        post("iris/1/retire", "{\"force\":true}", "ann");

        Predictor none = registry().over(new Models()).find("iris", null);
        assertThat(none.isReady()).isFalse();
        assertThat(none.metadata().inputs()).hasSize(1);
        assertThat(none.infer(InferRequest.of(List.of())))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withMessageContaining("every version of model \"iris\" is retired");
        assertThat(registry().over(new Models()).find("iris", "1").version()).isEqualTo("1");
    }

    @Test
    void passesARetiredVersionOverWhereNoneIsInProduction() {
        post("iris/2/retire", "", "ann");

        assertThat(byDefault()).isEqualTo("1");
    }

    @Test
    void answersWithNoVersionWhoseFileIsNotTheRegisteredOne() throws IOException {
        toProduction("1");
        Files.writeString(served.getFirst().file(), "another model");
        serve();
        assertThat(byDefault())
                .as("what was loaded is still the registered one")
                .isEqualTo("1");

        registry().reloaded("iris");

        assertThat(byDefault()).isEqualTo("as before");
        assertThat(json(get("iris/1"))).containsEntry("stage", "development").containsEntry("served", true);
    }

    @Test
    void answersWithNoVersionWhoseChangeCouldNotBeRecorded() throws IOException {
        toProduction("1");
        Files.writeString(served.getFirst().file(), "another model");
        registry().close();

        registry().reloaded("iris");

        assertThat(events.toString(UTF_8)).contains("\"event\":\"registry-not-written\"");
        assertThat(json(get("iris/1"))).containsEntry("stage", "production").containsEntry("served", false);
        assertThat(byDefault()).isEqualTo("as before");
    }

    @Test
    void aConfigurationPreparedBeforeAModelWasLoadedAnewBringsNothingBack() throws IOException {
        toProduction("1");
        ServedVersions prepared = registry().prepare(config(), served, _ -> false);
        Files.writeString(served.getFirst().file(), "another model");
        registry().reloaded("iris");

        registry().serve(prepared);

        assertThat(byDefault()).isEqualTo("as before");
        assertThat(json(get("iris/1"))).containsEntry("digest", Digests.of("another model".getBytes(UTF_8)));
    }

    @Test
    void takesNoOtherLineageThanTheServerFound() throws IOException {
        Path data = Files.writeString(folder.resolve("train.csv"), "a\n1\n");
        lineage.add(new DeclaredLineage("iris", "1", Optional.of(data), Optional.empty(), Optional.empty()));

        Answer refused = post("iris/1/register", "{\"training_data_sha256\":\"" + "0".repeat(64) + "\"}", "ann");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused)).contains("declares another \\\"training_data_sha256\\\"");

        assertThat(post("iris/1/register", "{\"run\":\"7\"}", "ann").status()).isEqualTo(200);
        assertThat(text(get("iris/1"))).contains(Digests.of("a\n1\n".getBytes(UTF_8)), "\"run\":\"7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "..", "<b>x</b>", "\u0000", "iris/../iris", "//"})
    void knowsNoVersionByAHostileName(String name) {
        assertThat(get(name).status()).isEqualTo(404);
        assertThat(get(name).contentType()).isEqualTo("application/json");
        assertThat(post(name.replace('/', '.') + "/1/promote", "{\"to\":\"staging\"}", "ann")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void cutsAVeryLongNameOutOfItsAnswer() {
        Answer answer = get("x".repeat(4000));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().length).isLessThan(400);
    }

    private String byDefault() {
        return registry().over(new Models()).find("iris", null).version();
    }

    private void givenParityBeforeStaging(String expected) throws IOException {
        Path cases = Files.writeString(folder.resolve("golden.jsonl"), CASE.formatted(expected));
        gates.add(new StageGate(Stage.STAGING, Optional.of("iris"), new GateConfig.GoldenParity(cases, 0.01)));
    }

    private void toProduction(String version) {
        assertThat(promote(version, "staging", "ann").status()).isEqualTo(200);
        assertThat(promote(version, "production", "ann").status()).isEqualTo(200);
    }

    private synchronized Registry registry() {
        if (registry == null) {
            registry =
                    Registry.open(config(), this::tick, new EventLog(new PrintStream(events, true, UTF_8), this::tick));
            resource = new RegistryResource(registry, _ -> new OnTrial());
            serve();
        }
        return registry;
    }

    private void serve() {
        registry().serve(registry().prepare(config(), served, _ -> false));
    }

    private RegistryConfig config() {
        return new RegistryConfig(
                folder.resolve("state"), gates, lineage, new Source(Path.of("serving.yaml"), 1, Map.of()));
    }

    private Instant tick() {
        Instant before = now;
        now = now.plusSeconds(1);
        return before;
    }

    private void restart() {
        registry().close();
        registry = null;
        registry();
    }

    private Answer promote(String version, String to, @Nullable String caller) {
        return post("iris/" + version + "/promote", "{\"to\":\"" + to + "\"}", caller);
    }

    private Answer post(String path, String body, @Nullable String caller) {
        return answer(new Request("POST", path, Map.of(), Map.of(), body.getBytes(UTF_8), caller));
    }

    private Answer get(String path) {
        return answer(new Request("GET", path, Map.of(), Map.of(), new byte[0]));
    }

    private String page(String path) {
        Answer page = answer(new Request("GET", path, Map.of(), Map.of("accept", "text/html,*/*"), new byte[0]));
        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        return text(page);
    }

    private Answer answer(Request request) {
        registry();
        return Objects.requireNonNull(resource).answer(request);
    }

    private static Map<String, Object> json(Answer answer) {
        return Json.object(answer.body());
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private final class OnTrial implements Trials.Trial {
        @Override
        public Predictor predictor() {
            return predictor.get();
        }

        @Override
        public void close() {}
    }

    /** Two versions, and a choice between them that can be told from the registry's. */
    private static final class Models implements Predictors {
        @Override
        public Predictor find(String name, @Nullable String version) {
            return new ThresholdPredictor(version == null ? "as before" : version);
        }

        @Override
        public List<String> names() {
            return List.of("iris");
        }

        @Override
        public List<String> versions(String name) {
            return List.of("1", "2");
        }
    }
}
