package academy.ascent.reference.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.drift.report.FeedbackReport;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
    private static final String SCORES = "prediction: {output: p, index: 1, column: score}, window: {rows: 1000000}, ";

    @TempDir
    private Path folder;

    private GivenMonitor given;

    @BeforeEach
    void givenReferenceData() {
        given = new GivenMonitor(folder).withReference(5000, 1);
    }

    @Test
    void takesTheReferenceAccuracyFromTheReferenceData() {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud}");

        assertThat(report(monitor).referenceAccuracy()).isCloseTo(0.9, within(0.015));
    }

    @Test
    void raisesTheAlarmWhenTheAccuracyFellBeyondDoubt() {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud, window: 500}");
        Random random = new Random(2);
        label(monitor, random, 2000, 0.9);
        assertThat(report(monitor).last().orElseThrow().degraded()).isFalse();
        assertThat(monitor.report().begun()).isZero();

        label(monitor, random, 500, 0.8);
        FeedbackReport.Accuracy last = report(monitor).last().orElseThrow();
        assertThat(last.degraded()).isTrue();
        assertThat(last.leastDrop()).isGreaterThan(0.02).isLessThan(last.drop());
        assertThat(monitor.report().episodes().getFirst().reasons())
                .singleElement()
                .asString()
                .startsWith("the accuracy fell from 0.89");
    }

    @Test
    void aDropThatIsAllowedRaisesNoMoreAlarmsThanTheConfidenceSays() {
        DriftMonitor monitor = given.monitor("prediction: {output: p, index: 1, column: score}, "
                + "feedback: {accuracy: 0.9, window: 200, confidence: 0.95, keep: 1}, window: {rows: 1000000}");
        Random random = new Random(3);
        int alarms = 0;
        for (int window = 0; window < 400; window++) {
            label(monitor, random, 200, 0.88);
            alarms += report(monitor).last().orElseThrow().degraded() ? 1 : 0;
        }
        assertThat(alarms / 400.0).isLessThan(0.075);
    }

    @Test
    void tellsHowWellProbabilitiesAreCalibrated() {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud, window: 1000}");
        for (int row = 0; row < 1000; row++) {
            predict(monitor, "r" + row, 0.75);
            monitor.label("r" + row, 0, row % 2 == 0 ? "1" : "0");
        }

        FeedbackReport.Calibration calibration =
                report(monitor).last().orElseThrow().calibration().orElseThrow();
        assertThat(calibration.error()).isCloseTo(0.25, within(1e-6));
        assertThat(calibration.bins().get(7).labels()).isEqualTo(1000);
        assertThat(calibration.bins().get(7).observedRate()).isEqualTo(0.5);
    }

    @Test
    void keepsNoMorePredictionsThanItMay() {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud, keep: 3}");
        for (int row = 0; row < 10; row++) {
            predict(monitor, "r" + row, 0.9);
        }

        assertThat(report(monitor).kept()).isEqualTo(3);
        assertThat(monitor.label("r6", 0, "1")).isFalse();
        assertThat(monitor.label("r7", 0, "1")).isTrue();
        assertThat(monitor.label("r7", 0, "1")).isFalse();
        assertThat(report(monitor)).satisfies(report -> {
            assertThat(report.labels()).isEqualTo(1);
            assertThat(report.unknown()).isEqualTo(2);
        });
    }

    @Test
    void comparesLabelsHoweverTheyAreSpelled() {
        DriftMonitor monitor = given.monitor("prediction: {output: label, column: fraud}, "
                + "feedback: {accuracy: 1, window: 10}, window: {rows: 1000}");
        List<String> spellings = List.of("1", "1.0", "true", "True", "1e0");
        for (int row = 0; row < 10; row++) {
            predict(monitor, "r" + row, 0.9);
            monitor.label("r" + row, 0, row < 5 ? spellings.get(row) : "0");
        }

        assertThat(report(monitor).last().orElseThrow().accuracy()).isEqualTo(0.5);
    }

    @Test
    void followsTheStreamOfErrors() {
        DriftMonitor monitor = given.monitor(
                SCORES + "feedback: {label: fraud, window: 1000000}, streams: [{of: error, detector: adwin}]");
        Random random = new Random(4);
        label(monitor, random, 3000, 0.9);
        assertThat(monitor.report().streams().getFirst().changes()).isZero();

        label(monitor, random, 500, 0.5);
        assertThat(monitor.report().streams().getFirst().changes()).isPositive();
        assertThat(monitor.report().episodes()).hasSize(1);
    }

    @Test
    void takesOneLabelARowOverHttp() {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud}");
        Tensor scores = new Tensor(
                "p", Datatype.FP32, new long[] {2, 2}, new Elements.Floats(new float[] {0.1f, 0.9f, 0.8f, 0.2f}));
        Tensor numbers = new Tensor("x", Datatype.FP32, new long[] {2, 3}, new Elements.Floats(new float[6]));
        monitor.predicted(
                new InferRequest("batch", Map.of(), List.of(numbers), List.of()),
                InferResponse.of("fraud", "1", "batch", List.of(scores)));
        predict(monitor, "one", 0.9);

        Answer answer = post(
                monitor,
                "[{\"id\":\"batch\",\"label\":[null,0]},{\"id\":\"one\",\"label\":true},"
                        + "{\"id\":\"none\",\"label\":\"x\",\"note\":{}}]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"matched\":2,\"unknown\":1}");
        assertThat(report(monitor).waiting()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7                          | the body must be",
                "{\"id\": \"a\"}            | feedback has no \"label\"",
                "[{\"label\": 1}]           | feedback[0] has no \"id\"",
                "{\"id\": 7, \"label\": 1}  | feedback.id must be text",
                "{\"id\": \"a\", \"label\": {}}   | feedback.label must be text, a number or a truth value",
                "{\"id\": \"a\", \"label\": [[]]} | feedback.label[0] must be text",
                "[7]                        | feedback[0] must be an object",
                "{\"id\"                    | malformed JSON",
                "{\"id\": \"a\", \"label\": 1} x  | malformed JSON",
                "[] []                      | the body goes on after the end",
            })
    void refusesWhatIsNoFeedback(String body, String message) {
        DriftMonitor monitor = given.monitor(SCORES + "feedback: {label: fraud}");

        Answer answer = post(monitor, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8).replace("\\\"", "\"")).contains(message);
    }

    @Test
    void answersOnlyWhereLabelsAreTakenAndOnlyPost() {
        DriftMonitor without = given.monitor("window: {rows: 10}");
        assertThat(post(without, "[]").status()).isEqualTo(404);

        DriftMonitor with = given.monitor(SCORES + "feedback: {label: fraud}");
        Request get = new Request("GET", GivenMonitor.NAME, Map.of(), Map.of(), new byte[0]);
        Answer refused = new FeedbackResource(Map.of(GivenMonitor.NAME, with)).answer(get);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("allow", "POST");
    }

    @Test
    void refusesAReferenceWithoutItsLabels() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> given.monitor(SCORES + "feedback: {label: truth}"))
                .withMessageContaining("has no column \"truth\"");
    }

    private static FeedbackReport report(DriftMonitor monitor) {
        return monitor.report().feedback().orElseThrow();
    }

    private static Answer post(DriftMonitor monitor, String body) {
        Request request = new Request("POST", GivenMonitor.NAME, Map.of(), Map.of(), body.getBytes(UTF_8));
        return new FeedbackResource(Map.of(GivenMonitor.NAME, monitor)).answer(request);
    }

    private static void predict(DriftMonitor monitor, String id, double score) {
        monitor.predicted(GivenMonitor.row(id, new float[3], "basic"), GivenMonitor.answer(score));
    }

    private static void label(DriftMonitor monitor, Random random, int rows, double accuracy) {
        for (int row = 0; row < rows; row++) {
            double score = random.nextDouble();
            String id = Long.toString(random.nextLong());
            predict(monitor, id, score);
            boolean right = random.nextDouble() < accuracy;
            monitor.label(id, 0, score >= 0.5 == right ? "1" : "0");
        }
    }
}
