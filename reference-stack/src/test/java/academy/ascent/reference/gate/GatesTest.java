package academy.ascent.reference.gate;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
    private static final String CASE = """
            {"request":{"inputs":[{"name":"x","datatype":"FP64","shape":[2,1],"data":[1,200]}]},\
            "outputs":[{"name":"score","datatype":"FP64","shape":%s,"data":%s}]}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,200]         | PASSED",
                "[1.0009,200]    | PASSED",
                "[1.0011,200]    | FAILED",
                "[1,200.19]      | PASSED",
                "[1,200.21]      | FAILED",
            })
    void passesParityUpToTheToleranceAbsolutelyOrRelatively(String outputs, Verdict verdict) throws IOException {
        GateResult result = parity(CASE.formatted("[2,1]", outputs), new ThresholdPredictor());

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.evidence()).containsEntry("cases", 1).containsEntry("compared_elements", 2L);
    }

    @Test
    void namesTheCaseThatIsOff() throws IOException {
        GateResult result = parity(
                CASE.formatted("[2,1]", "[1,200]") + "\n" + CASE.formatted("[2,1]", "[1,300]"),
                new ThresholdPredictor());

        assertThat(result.reason()).startsWith("line 3, element 1 of the output \"score\" is off by 0.333");
    }

    @Test
    void failsParityWhereTheAnswerHasAnotherForm() throws IOException {
        assertThat(parity(CASE.formatted("[2]", "[1,200]"), new ThresholdPredictor()))
                .extracting(GateResult::verdict, GateResult::reason)
                .containsExactly(Verdict.FAILED, "line 1: the output \"score\" has the shape [2,1], not [2]");
        assertThat(parity(CASE.formatted("[2,1]", "[1,200]").replace("score", "other"), new ThresholdPredictor())
                        .reason())
                .contains("did not answer the output \"other\"");
        assertThat(parity(
                                CASE.formatted("[2,1]", "[\"a\",\"b\"]")
                                        .replace("\"score\",\"datatype\":\"FP64\"", "\"score\",\"datatype\":\"BYTES\""),
                                new ThresholdPredictor())
                        .reason())
                .contains("is of FP64, not BYTES");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | holds 0 cases",
                "'{\"request\":1}'      | line 1: there is no object \"request\"",
                "'{\"request\":{}}'     | line 1: the request has no \"inputs\"",
                "'nothing'              | line 1: malformed JSON",
            })
    void cannotJudgeByAFileThatIsNone(String content, String reason) throws IOException {
        GateResult result = parity(content, new ThresholdPredictor());

        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).contains(reason);
    }

    @Test
    void cannotJudgeParityWithoutRecordedAnswers() throws IOException {
        GateResult result =
                parity(CASE.formatted("[2,1]", "[1,200]").replaceAll(",\"outputs\".*", "}"), new ThresholdPredictor());

        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).contains("records no outputs");
    }

    @Test
    void blamesTheModelForWhatItRefusesAndNotForAServerThatIsBusy() throws IOException {
        String cases = CASE.formatted("[2,1]", "[1,200]");

        assertThat(parity(cases, failing(new RejectedRequest("no"))).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(parity(cases, failing(new InferenceFailed("no", new IOException())))
                        .verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(parity(cases, failing(new Overloaded("full", Duration.ofSeconds(1))))
                        .verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    /** Of 1000 answers, up to 38 above the bound mean at most 5 % with 95 % confidence, and from 63 on more than that. */
    @ParameterizedTest
    @CsvSource({
        "0, PASSED",
        "38, PASSED",
        "39, UNDECIDED",
        "50, UNDECIDED",
        "62, UNDECIDED",
        "63, FAILED",
        "1000, FAILED"
    })
    void judgesLatencyByTheExactBoundOfTheShare(int slow, Verdict verdict) throws IOException {
        GateResult result = latency(1000, slow);

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.evidence())
                .containsEntry("requests", 1000)
                .containsEntry("over_the_bound", (long) slow)
                .containsEntry("bound_ms", 10.0);
    }

    @Test
    void takesAnAnswerJustAtTheBoundAsWithinIt() throws IOException {
        GateResult result = latency(
                new GateConfig.Latency(cases(), Duration.ofMillis(10), 100, 0, 0.95, Duration.ofMinutes(1)),
                clock(_ -> 10_000_000));

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.evidence()).containsEntry("p95_ms", 10.0).containsEntry("over_the_bound", 0L);
    }

    @Test
    void cannotTellLatencyFromTooFewAnswersWithinTheTime() throws IOException {
        GateResult result = latency(
                new GateConfig.Latency(cases(), Duration.ofMillis(10), 1000, 0, 0.95, Duration.ofMillis(50)),
                clock(_ -> 1_000_000));

        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat((int) result.evidence().get("requests")).isBetween(10, 58);
    }

    @Test
    void leavesTheWarmUpOutOfTheMeasurement() throws IOException {
        GateResult result = latency(
                new GateConfig.Latency(cases(), Duration.ofMillis(10), 100, 50, 0.95, Duration.ofHours(1)),
                clock(i -> i < 50 ? 60_000_000_000L : 1_000_000));

        assertThat(result.evidence()).containsEntry("over_the_bound", 0L);
    }

    @Test
    void measuresARealClock() throws IOException {
        GateResult result = Gates.judge(
                new GateConfig.Latency(cases(), Duration.ofSeconds(5), 200, 10, 0.95, Duration.ofMinutes(1)),
                new ThresholdPredictor());

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat((double) result.evidence().get("p50_ms")).isLessThan(5000);
    }

    @Test
    void findsGroupsThatAreTreatedAlike() throws IOException {
        GateResult result = fairness(people(2000, 1000, 2000, 1000), Optional.of(0.1), Optional.of(0.1));

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.evidence().get("positive_decisions"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("difference", 0.0)
                .containsEntry("between", "a / b")
                .containsEntry(
                        "groups",
                        Map.of(
                                "a", Map.of("events", 1000L, "cases", 2000L, "rate", 0.5),
                                "b", Map.of("events", 1000L, "cases", 2000L, "rate", 0.5)));
    }

    @Test
    void findsAGroupThatIsTreatedWorse() throws IOException {
        GateResult result = fairness(people(2000, 1000, 2000, 700), Optional.of(0.1), Optional.empty());

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason())
                .contains("positive decisions differ by 15.0 points between the groups a / b", "at most 10.0 points");
    }

    @Test
    void cannotTellFairnessFromFewCases() throws IOException {
        GateResult result = fairness(people(40, 20, 40, 20), Optional.of(0.1), Optional.empty());

        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).contains("the data is too small to tell");
    }

    @Test
    void seesUnequalOddsBehindEqualRates() throws IOException {
        StringBuilder data = new StringBuilder("x,group,label\n");
        for (int i = 0; i < 1000; i++) {
            // Both groups get as many positive decisions, but in b they go to those who should not have them.
            data.append(i % 2).append(",a,").append(i % 2).append('\n');
            data.append(i % 2).append(",b,").append(1 - i % 2).append('\n');
        }

        assertThat(fairness(data.toString(), Optional.of(0.1), Optional.empty()).verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(fairness(data.toString(), Optional.empty(), Optional.of(0.1)).verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void cannotTellOddsWithoutACaseOfThem() throws IOException {
        GateResult result = fairness("x,group,label\n1,a,1\n0,a,0\n1,b,1\n", Optional.empty(), Optional.of(1.0));

        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).contains("no case tells the rate of false positives in the groups [b]");
    }

    @Test
    void cannotCompareOneGroupOrARowWithoutItsLabel() throws IOException {
        assertThat(fairness("x,group,label\n1,a,1\n", Optional.of(0.1), Optional.empty())
                        .reason())
                .contains("holds 1 groups");
        assertThat(fairness("x,group,label\n1,a,\n", Optional.of(0.1), Optional.empty())
                        .reason())
                .contains("row 1 below the header has no \"label\"");
    }

    @Test
    void holdsFalseVerdictsOfFairnessBelowItsConfidence() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int failed = 0;
        for (int run = 0; run < 200; run++) {
            // Three groups with one rate, and no difference allowed: every "failed" is a false one.
            StringBuilder data = new StringBuilder("x,group,label\n");
            for (int i = 0; i < 600; i++) {
                data.append(random.nextInt(2)).append(",g").append(i % 3).append(",1\n");
            }
            failed += fairness(data.toString(), Optional.of(0.0), Optional.empty())
                                    .verdict()
                            == Verdict.FAILED
                    ? 1
                    : 0;
        }
        assertThat(failed).isLessThanOrEqualTo(18);
    }

    private GateResult parity(String cases, Predictor predictor) throws IOException {
        Path file = Files.writeString(folder.resolve("golden.jsonl"), cases);
        return Gates.judge(new GateConfig.GoldenParity(file, 0.001), predictor);
    }

    private GateResult latency(int requests, int slow) throws IOException {
        return latency(
                new GateConfig.Latency(cases(), Duration.ofMillis(10), requests, 0, 0.95, Duration.ofHours(1)),
                clock(i -> i < slow ? 10_000_001 : 9_000_000));
    }

    private static GateResult latency(GateConfig.Latency config, FakeClock clock) {
        return new LatencyBound(
                        config,
                        new ThresholdPredictor(answer -> {
                            clock.answered();
                            return answer;
                        }),
                        clock)
                .judge();
    }

    private Path cases() throws IOException {
        return Files.writeString(folder.resolve("golden.jsonl"), CASE.formatted("[2,1]", "[1,200]"));
    }

    private static FakeClock clock(IntToLongFunction nanosOfAnswer) {
        return new FakeClock(nanosOfAnswer);
    }

    /** Stands still but while an answer is made. */
    private static final class FakeClock implements LongSupplier {
        private final IntToLongFunction nanosOfAnswer;
        private long now;
        private int answers;

        FakeClock(IntToLongFunction nanosOfAnswer) {
            this.nanosOfAnswer = nanosOfAnswer;
        }

        void answered() {
            now += nanosOfAnswer.applyAsLong(answers++);
        }

        @Override
        public long getAsLong() {
            return now;
        }
    }

    private static Predictor failing(RuntimeException e) {
        return new ThresholdPredictor(_ -> CompletableFuture.failedFuture(e));
    }

    private GateResult fairness(String content, Optional<Double> parity, Optional<Double> odds) throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), content);
        return Gates.judge(
                new GateConfig.Fairness(file, List.of(), "group", "label", "1", "score", 0, 0.5, parity, odds, 0.95),
                new ThresholdPredictor());
    }

    /** So many of the groups a and b, of whom so many get a positive decision; half of each outcome is right. */
    private static String people(int a, int positiveA, int b, int positiveB) {
        StringBuilder data = new StringBuilder("x,group,label\n");
        for (int i = 0; i < a; i++) {
            data.append(i < positiveA ? "0.5" : "0.49")
                    .append(",a,")
                    .append(i % 2)
                    .append('\n');
        }
        for (int i = 0; i < b; i++) {
            data.append(i < positiveB ? "0.5" : "0.49")
                    .append(",b,")
                    .append(i % 2)
                    .append('\n');
        }
        return data.toString();
    }
}
