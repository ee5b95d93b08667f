package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.DriftReport;
import academy.ascent.reference.drift.report.DriftReport.Status;
import academy.ascent.reference.drift.report.WindowReport;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftMonitorTest {
    @TempDir
    private Path folder;

    private GivenMonitor given;

    @BeforeEach
    void givenReferenceData() {
        given = new GivenMonitor(folder);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.3", "5000, 0.3", "5000, 1.0"})
    void findsAShiftWithinTheWindowsThatConfirmIt(int referenceRows, double shift) {
        DriftMonitor monitor = given.withReference(referenceRows, 1).monitor("window: {rows: 500}");
        Random random = new Random(2);
        assertThat(GivenMonitor.replay(monitor, random, 2000, 0)).isEmpty();

        assertThat(GivenMonitor.replay(monitor, random, 2000, shift))
                .hasValueSatisfying(delay -> assertThat(delay).isLessThanOrEqualTo(1000));

        DriftReport report = monitor.report();
        assertThat(report.status()).isEqualTo(Status.DRIFTING);
        assertThat(report.window().orElseThrow().drifted()).isGreaterThanOrEqualTo(3);
        assertThat(report.episodes())
                .singleElement()
                .satisfies(episode -> assertThat(episode.reasons())
                        .singleElement()
                        .asString()
                        .contains("of 4 columns drifted: a, b, c"));
    }

    @Test
    void findsAShiftSoonerWithSlidingWindows() {
        DriftMonitor monitor = given.withReference(5000, 1).monitor("window: {kind: sliding, rows: 500, panes: 10}");
        Random random = new Random(3);
        assertThat(GivenMonitor.replay(monitor, random, 2000, 0)).isEmpty();

        assertThat(GivenMonitor.replay(monitor, random, 1000, 1))
                .hasValueSatisfying(delay -> assertThat(delay).isLessThanOrEqualTo(200));
    }

    @Test
    void cleanStreamsAlarmAtNoMoreThanTheNominalRate() {
        int references = 20;
        int windows = 20;
        int numeric = 0;
        int categorical = 0;
        int data = 0;
        for (int seed = 0; seed < references; seed++) {
            DriftMonitor monitor = given.withReference(1000, seed).monitor("window: {rows: 250}");
            Random random = new Random(1000 + seed);
            for (int window = 0; window < windows; window++) {
                for (int row = 0; row < 250; row++) {
                    monitor.predicted(GivenMonitor.row(random, 0), GivenMonitor.answer(0));
                }
                monitor.work();
                Map<String, ColumnReport> columns = byName(monitor);
                numeric += (int) Stream.of("a", "b", "c")
                        .filter(name -> columns.get(name).isDrifted())
                        .count();
                categorical += columns.get("plan").isDrifted() ? 1 : 0;
                data += monitor.report().window().orElseThrow().dataDrifted() ? 1 : 0;
            }
        }
        double judged = references * windows;

        // Nominal are 5 %; chi-square, as Evidently defines it, takes the reference's shares for exact, which costs it
        // about 9 % at a quarter of the reference's size. Two of four columns then drift in about 2 % of windows.
        assertThat(numeric / (3 * judged)).isLessThan(0.065);
        assertThat(categorical / judged).isLessThan(0.13);
        assertThat(data / judged).isLessThan(0.05);
    }

    @Test
    void anEpisodeEndsAfterCleanWindowsAndBeginsAgainAfterTheCoolDown() {
        DriftMonitor monitor = given.withReference(5000, 1)
                .monitor("window: {rows: 200}, episodes: {begin-after: 1, end-after: 3, cool-down: 10m}");
        Random random = new Random(5);
        assertThat(GivenMonitor.replay(monitor, random, 400, 2)).isPresent();
        assertThat(GivenMonitor.replay(monitor, random, 400, 2)).isEmpty();

        assertThat(GivenMonitor.replay(monitor, random, 400, 0)).isEmpty();
        assertThat(monitor.report().status()).isEqualTo(Status.DRIFTING);
        assertThat(GivenMonitor.replay(monitor, random, 200, 0)).isEmpty();
        assertThat(monitor.report().status()).isEqualTo(Status.CLEAN);

        assertThat(GivenMonitor.replay(monitor, random, 400, 2)).isEmpty();
        assertThat(monitor.report().status()).isEqualTo(Status.SUSPECT);
        given.clock.pass(Duration.ofMinutes(10));
        assertThat(GivenMonitor.replay(monitor, random, 200, 2)).isPresent();
        assertThat(monitor.report().episodes()).hasSize(2);
    }

    @Test
    void seesPredictionsDriftWhileTheColumnsDoNot() {
        DriftMonitor monitor = given.withReference(2000, 1)
                .monitor("window: {rows: 500}, prediction: {output: p, index: 1, column: score}");
        Random random = new Random(6);
        for (int row = 0; row < 1000; row++) {
            double score = random.nextDouble();
            monitor.predicted(GivenMonitor.row(random, 0), GivenMonitor.answer(score * score));
            monitor.work();
        }

        WindowReport window = monitor.report().window().orElseThrow();
        assertThat(window.columns()).hasSize(4);
        assertThat(window.dataDrifted()).isFalse();
        assertThat(window.predictionDrifted()).isTrue();
        assertThat(monitor.report().episodes())
                .singleElement()
                .satisfies(episode -> assertThat(episode.reasons())
                        .singleElement()
                        .asString()
                        .startsWith("the predictions drifted: wasserstein"));
    }

    @Test
    void takesLabelsAsPredictions() {
        DriftMonitor monitor =
                given.withReference(2000, 1).monitor("window: {rows: 200}, prediction: {output: label, column: fraud}");
        Random random = new Random(7);
        for (int row = 0; row < 200; row++) {
            monitor.predicted(GivenMonitor.row(random, 0), GivenMonitor.answer(0.9));
        }
        monitor.work();

        assertThat(monitor.report().window().orElseThrow().prediction()).hasValueSatisfying(prediction -> {
            assertThat(prediction.numeric()).isFalse();
            assertThat(prediction.isDrifted()).isTrue();
            assertThat(prediction.picture().bins()).containsExactlyInAnyOrder("0", "1", "new");
        });
    }

    @Test
    void countsFaultsOfTheData() {
        DriftMonitor monitor = given.withReference(1000, 1).monitor("window: {rows: 100}");
        for (int row = 0; row < 100; row++) {
            float a = row < 10 ? Float.NaN : 0;
            float b = row < 20 ? 100 : 0;
            InferRequest request = GivenMonitor.row(null, new float[] {a, b, 0}, row < 30 ? "gold" : "basic");
            List<Tensor> withoutPlan = request.inputs().subList(0, 1);
            monitor.predicted(row < 40 && row >= 30 ? InferRequest.of(withoutPlan) : request, GivenMonitor.answer(0));
        }
        monitor.work();

        Map<String, ColumnReport> columns = byName(monitor);
        assertThat(fault(columns, "a", "nan")).isEqualTo(0.1);
        assertThat(fault(columns, "b", "out-of-range")).isEqualTo(0.2);
        assertThat(fault(columns, "plan", "new-category")).isEqualTo(0.3);
        assertThat(fault(columns, "plan", "missing")).isEqualTo(0.1);
        assertThat(fault(columns, "c", "missing")).isZero();
        assertThat(columns.get("b").quality())
                .filteredOn(ColumnReport.Quality::isAlert)
                .extracting(ColumnReport.Quality::fault)
                .containsExactly("out-of-range");
    }

    @Test
    void readsColumnsThatAreSentOneByOneAndInBatches() {
        DriftMonitor monitor = given.withReference(1000, 1).monitor("window: {rows: 10}, columns: [b, plan]");
        Tensor b = new Tensor("b", Datatype.INT64, new long[] {5, 1}, new Elements.Longs(new long[] {1, 2, 3, 4, 99}));
        Tensor plan = new Tensor(
                "plan", Datatype.BYTES, new long[] {5}, new Elements.Texts(new String[] {"pro", "pro", "pro", "", "gold"
                }));
        for (int request = 0; request < 2; request++) {
            monitor.predicted(InferRequest.of(List.of(b, plan)), InferResponse.of("fraud", "1", null, List.of()));
        }
        monitor.work();

        Map<String, ColumnReport> columns = byName(monitor);
        assertThat(columns).containsOnlyKeys("b", "plan");
        assertThat(fault(columns, "b", "out-of-range")).isCloseTo(0.2, within(0.21));
        assertThat(columns.get("b").picture().current().getLast()).isGreaterThanOrEqualTo(0.2);
        assertThat(fault(columns, "plan", "missing")).isEqualTo(0.2);
        assertThat(fault(columns, "plan", "new-category")).isEqualTo(0.2);
        assertThat(monitor.report().traffic().seen()).isEqualTo(10);
    }

    @Test
    void aRequestOfAnotherFormCountsAsMissingAndNeverThrows() {
        DriftMonitor monitor = given.withReference(1000, 1)
                .monitor("window: {rows: 10}, prediction: {output: p, index: 1, column: score}");
        Tensor text = new Tensor("x", Datatype.BYTES, new long[] {1}, new Elements.Texts(new String[] {"?"}));
        Tensor scalar = new Tensor("x", Datatype.FP32, new long[0], new Elements.Floats(new float[] {1}));
        for (int request = 0; request < 5; request++) {
            monitor.predicted(InferRequest.of(List.of(text)), GivenMonitor.answer(0));
            monitor.predicted(InferRequest.of(List.of(scalar)), InferResponse.of("fraud", "1", null, List.of()));
            monitor.predicted(InferRequest.of(List.of()), GivenMonitor.answer(0));
        }
        monitor.work();

        assertThat(fault(byName(monitor), "a", "missing")).isEqualTo(1);
        assertThat(monitor.report().traffic().broken()).isEqualTo(5);
    }

    @Test
    void followsAStreamAndAlarmsAtOnce() {
        DriftMonitor monitor = given.withReference(1000, 1)
                .monitor(
                        "window: {rows: 100000}, streams: [{of: a, detector: page-hinkley}, {of: b, detector: adwin}]");
        Random random = new Random(8);
        assertThat(GivenMonitor.replay(monitor, random, 20_000, 0)).isEmpty();

        assertThat(GivenMonitor.replay(monitor, random, 1000, 1))
                .hasValueSatisfying(delay -> assertThat(delay).isLessThan(300));
        assertThat(monitor.report().episodes().getFirst().reasons())
                .singleElement()
                .asString()
                .contains("found a change in the stream of");
    }

    @Test
    void dropsWhatFindsNoRoomAndCountsIt() {
        DriftMonitor monitor = given.withReference(1000, 1).monitor("window: {rows: 1000}, seed: 3");
        Random random = new Random(9);
        for (int row = 0; row < 200_100; row++) {
            monitor.predicted(GivenMonitor.row(random, 0), GivenMonitor.answer(0));
        }

        DriftReport.Traffic traffic = monitor.report().traffic();
        assertThat(traffic.seen()).isEqualTo(200_100);
        assertThat(traffic.sampled()).isEqualTo(200_000);
        assertThat(traffic.dropped()).isEqualTo(100);
    }

    private static Map<String, ColumnReport> byName(DriftMonitor monitor) {
        return monitor.report().window().orElseThrow().columns().stream()
                .collect(Collectors.toMap(ColumnReport::name, column -> column));
    }

    private static double fault(Map<String, ColumnReport> columns, String column, String fault) {
        return columns.get(column).quality().stream()
                .filter(quality -> quality.fault().equals(fault))
                .findFirst()
                .orElseThrow()
                .current();
    }
}
