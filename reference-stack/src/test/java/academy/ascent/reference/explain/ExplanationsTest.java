package academy.ascent.reference.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.ExplanationConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.UnknownModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationsTest {
    private static final String ONE_INPUT =
            "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[5,7]}]}";
    private static final String TWO_INPUTS = """
            {"inputs":[{"name":"a","datatype":"FP64","shape":[1,1],"data":[5]},
                       {"name":"b","datatype":"INT32","shape":[1],"data":[7]}]}""";

    @TempDir
    private Path folder;

    @BeforeEach
    void givenReferenceData() throws IOException {
        // The mean of a is 2, that of b is 5; the columns stand in another order than the model's.
        Files.writeString(folder.resolve("train.csv"), "b,label,a\n4,x,1\n6,y,3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_INPUT, TWO_INPUTS})
    void explainsInWhicheverFormTheRowIsSent(String body) {
        WeighingPredictor predictor = new WeighingPredictor(-1);

        Answer answer = explanations(predictor, Duration.ofSeconds(10)).answer(post("m", body));

        assertThat(answer.status()).isEqualTo(200);
        String rounded = text(answer).replaceAll("(\\.\\d)0{8,}\\d+", "$1").replaceAll(":-?\\d\\.\\d+E-1\\d", ":0.0");
        assertThat(rounded)
                .isEqualTo("{\"model_name\":\"m\",\"model_version\":\"1\",\"output\":\"score\",\"index\":0,"
                        + "\"prediction\":3.0,\"base\":-1.0,\"values\":["
                        + "{\"column\":\"a\",\"value\":6.0,\"standard_error\":0.0},"
                        + "{\"column\":\"b\",\"value\":-2.0,\"standard_error\":0.0}],"
                        + "\"efficiency_gap\":0.0,\"samples\":20,\"stopped_by\":\"samples\",\"reference_rows\":2,"
                        + "\"predicted_rows\":43,\"seed\":1}");
        assertThat(predictor.asked).hasSize(2);
    }

    @Test
    void asksOneRowAtATimeWhereTheModelTakesNoMore() {
        WeighingPredictor predictor = new WeighingPredictor(1);

        assertThat(explanations(predictor, Duration.ofSeconds(10))
                        .answer(post("m/versions/1", ONE_INPUT))
                        .status())
                .isEqualTo(200);
        assertThat(predictor.asked).hasSize(43);
    }

    @Test
    void keepsItsOwnParametersFromTheModelAndPassesOnTheOthers() {
        WeighingPredictor predictor = new WeighingPredictor(-1);
        String body = ONE_INPUT.replace(
                "{\"inputs\"", "{\"parameters\":{\"samples\":8,\"seed\":9,\"region\":\"eu\"},\"inputs\"");

        assertThat(text(explanations(predictor, Duration.ofSeconds(10)).answer(post("m", body))))
                .contains("\"samples\":8,", "\"seed\":9}");
        assertThat(predictor.asked)
                .allSatisfy(request -> assertThat(request.parameters()).isEqualTo(Map.of("region", "eu")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2,2]  | [1,2,3,4] | ''                  | has the shape [2,2]; an explanation takes one row",
                "[1,3]  | [1,2,3]   | ''                  | takes 3 columns, but there are 2 for it: [a, b]",
                "[1,2]  | [1,2]     | '\"samples\":7'     | samples must be a whole number from 8 to 100000, not 7",
                "[1,2]  | [1,2]     | '\"samples\":1.5'   | samples must be a whole number",
                "[1,2]  | [1,2]     | '\"seed\":-1'       | seed must be a whole number",
            })
    void saysWhatIsWrongWithARequest(String shape, String data, String parameters, String reason) {
        String body = "{\"parameters\":{" + parameters
                + "},\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":" + shape + ",\"data\":" + data
                + "}]}";

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> explanations(new WeighingPredictor(-1), Duration.ofSeconds(10))
                        .answer(post("m", body)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(folder.toString()));
    }

    @Test
    void answersWhereNothingIsExplained() {
        Explanations explanations = explanations(new WeighingPredictor(-1), Duration.ofSeconds(10));

        assertThat(explanations.answer(post("n", ONE_INPUT)).status()).isEqualTo(404);
        assertThat(explanations.answer(post("m/other", ONE_INPUT)).status()).isEqualTo(404);
        assertThat(explanations
                        .answer(new Request("GET", "m", Map.of(), Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
        assertThatExceptionOfType(UnknownModel.class)
                .isThrownBy(() -> explanations.answer(post("m/versions/2", ONE_INPUT)));
    }

    @Test
    void refusesMoreThanMayRunAtOnceAndThenGoesOn() throws Exception {
        WeighingPredictor predictor = new WeighingPredictor(-1);
        Explanations explanations = explanations(predictor, Duration.ofSeconds(30));
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<InferResponse> held = new CompletableFuture<>();
        predictor.answer = response -> {
            asked.countDown();
            return held.thenApply(_ -> response);
        };
        CompletableFuture<Answer> first =
                CompletableFuture.supplyAsync(() -> explanations.answer(post("m", ONE_INPUT)));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatExceptionOfType(Overloaded.class)
                .isThrownBy(() -> explanations.answer(post("m", ONE_INPUT)))
                .withMessageContaining("1 explanations of \"m\" run already");

        held.complete(InferResponse.of("m", "1", null, List.of()));
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(explanations.answer(post("m", ONE_INPUT)).status()).isEqualTo(200);
    }

    @Test
    void endsWhenTheModelDoesNotAnswerInTime() {
        WeighingPredictor predictor = new WeighingPredictor(-1);
        predictor.answer = _ -> new CompletableFuture<>();

        assertThatExceptionOfType(Overloaded.class)
                .isThrownBy(() -> explanations(predictor, Duration.ofMillis(20)).answer(post("m", ONE_INPUT)))
                .withMessageContaining("no explanation within 20 ms");
    }

    @Test
    void endsInTimeThoughEachAnswerIsThereAtOnce() {
        WeighingPredictor predictor = new WeighingPredictor(1);
        predictor.answer = response -> {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            return CompletableFuture.completedFuture(response);
        };

        assertThatExceptionOfType(Overloaded.class)
                .isThrownBy(() -> explanations(predictor, Duration.ofMillis(20)).answer(post("m", ONE_INPUT)))
                .withMessageContaining("no explanation within 20 ms");
        assertThat(predictor.asked).hasSizeLessThan(10);
    }

    @Test
    void tellsWhatTheModelTold() {
        WeighingPredictor predictor = new WeighingPredictor(-1);
        predictor.answer = _ -> CompletableFuture.failedFuture(new RejectedRequest("too hot"));

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(
                        () -> explanations(predictor, Duration.ofSeconds(10)).answer(post("m", ONE_INPUT)))
                .withMessage("too hot");
    }

    @Test
    void explainsNoPredictionThatIsNoNumber() {
        WeighingPredictor predictor = new WeighingPredictor(-1);
        predictor.answer = response -> {
            double[] scores =
                    new double[response.outputs().getFirst().elements().count()];
            scores[0] = Double.NaN;
            Tensor output =
                    new Tensor("score", Datatype.FP64, new long[] {scores.length, 1}, new Elements.Doubles(scores));
            return CompletableFuture.completedFuture(InferResponse.of("m", "1", null, List.of(output)));
        };

        assertThatExceptionOfType(InferenceFailed.class)
                .isThrownBy(
                        () -> explanations(predictor, Duration.ofSeconds(10)).answer(post("m", ONE_INPUT)))
                .withMessageContaining("is NaN for a mix of the row and the reference data");
    }

    @Test
    void refusesAtStartWhatTheModelDoesNotHave() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> new Explanations(
                        List.of(config("m", "probability", Duration.ofSeconds(1))), new WeighingPredictor(-1)))
                .withMessageContaining("line 4: \"m\" has no output \"probability\"; it has [score]");
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> new Explanations(
                        List.of(config("n", "score", Duration.ofSeconds(1))), new WeighingPredictor(-1)))
                .withMessageContaining("line 3");
    }

    private Explanations explanations(WeighingPredictor predictor, Duration timeout) {
        return new Explanations(List.of(config("m", "score", timeout)), predictor);
    }

    private ExplanationConfig config(String name, String output, Duration timeout) {
        Source source = new Source(Path.of("serving.yaml"), 2, Map.of("name", 3, "output", 4));
        return new ExplanationConfig(
                name, folder.resolve("train.csv"), 200, List.of(), output, 0, 20, 0, 1, 1, timeout, source);
    }

    private static Request post(String path, String body) {
        return new Request("POST", path, Map.of(), Map.of(), body.getBytes(UTF_8));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
