package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import academy.ascent.reference.config.DriftConfig.Detector;
import academy.ascent.reference.config.DriftConfig.Episodes;
import academy.ascent.reference.config.DriftConfig.Quality;
import academy.ascent.reference.config.DriftConfig.Window;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftSectionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void givenAModelAndReferenceData() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "model");
        Files.writeString(folder.resolve("r.csv"), "a\n1\n");
    }

    @Test
    void readsEverythingThatCanBeDeclared() throws IOException {
        DriftConfig monitor = read("""
                drift:
                  - name: fraud
                    reference: r.csv
                    columns: [amount, country]
                    types: {amount: numeric, country: categorical}
                    prediction: {output: probabilities, index: 1, column: score, positive: "yes", cut: 0.3}
                    window: {kind: sliding, rows: 5000, time: 10m, panes: 5, least-rows: 200}
                    tests: {amount: psi, country: chi-square}
                    thresholds: {amount: 0.25}
                    drifted-share: 0.3
                    streams:
                      - {of: amount, detector: page-hinkley}
                      - {of: error}
                    quality: {missing: 0.01, nan: 0.02, out-of-range: 0.03, new-category: 0.04}
                    max-rows-per-second: 500
                    seed: 7
                    feedback: {label: fraud, keep: 100, window: 50, drop: 0.05, confidence: 0.99}
                    episodes: {begin-after: 1, end-after: 4, cool-down: 1h}
                    retrain: {url: "https://pipeline.test/retrain", secret-from: RETRAIN_SECRET, attempts: 3, \
                first-delay: 2s, timeout: 4s}
                """);

        assertThat(monitor.name()).isEqualTo("fraud");
        assertThat(monitor.reference()).isRegularFile();
        assertThat(monitor.columns()).containsExactly("amount", "country");
        assertThat(monitor.types())
                .isEqualTo(Map.of("amount", DriftConfig.Type.NUMERIC, "country", DriftConfig.Type.CATEGORICAL));
        assertThat(monitor.prediction()).hasValueSatisfying(prediction -> {
            assertThat(prediction.isScore()).isTrue();
            assertThat(prediction.column()).isEqualTo("score");
            assertThat(prediction.positive()).isEqualTo("yes");
            assertThat(prediction.cut()).isEqualTo(0.3);
        });
        assertThat(monitor.window()).isEqualTo(new Window(5000, Duration.ofMinutes(10), 5, 200));
        assertThat(monitor.tests())
                .isEqualTo(Map.of("amount", DriftConfig.Test.PSI, "country", DriftConfig.Test.CHI_SQUARE));
        assertThat(monitor.thresholds()).isEqualTo(Map.of("amount", 0.25));
        assertThat(monitor.streams())
                .extracting(DriftConfig.Stream::of, DriftConfig.Stream::detector)
                .containsExactly(tuple("amount", Detector.PAGE_HINKLEY), tuple("error", Detector.ADWIN));
        assertThat(monitor.quality()).isEqualTo(new Quality(0.01, 0.02, 0.03, 0.04));
        assertThat(monitor.feedback()).hasValueSatisfying(feedback -> {
            assertThat(feedback.label()).isEqualTo("fraud");
            assertThat(feedback.accuracy()).isNaN();
            assertThat(feedback.drop()).isEqualTo(0.05);
        });
        assertThat(monitor.episodes()).isEqualTo(new Episodes(1, 4, Duration.ofHours(1)));
        assertThat(monitor.retrain()).hasValueSatisfying(retrain -> {
            assertThat(retrain.url()).isEqualTo(URI.create("https://pipeline.test/retrain"));
            assertThat(retrain.secretFrom()).isEqualTo("RETRAIN_SECRET");
            assertThat(retrain.attempts()).isEqualTo(3);
            assertThat(retrain.firstDelay()).isEqualTo(Duration.ofSeconds(2));
            assertThat(retrain.timeout()).isEqualTo(Duration.ofSeconds(4));
        });
    }

    @Test
    void fillsInWhatIsLeftOut() throws IOException {
        DriftConfig monitor = read("drift: [{name: m, reference: r.csv}]");

        assertThat(monitor.window()).isEqualTo(new Window(1000, Duration.ZERO, 1, 1000));
        assertThat(monitor.driftedShare()).isEqualTo(0.5);
        assertThat(monitor.episodes()).isEqualTo(new Episodes(2, 3, Duration.ofMinutes(10)));
        assertThat(monitor.tests()).isEmpty();
        assertThat(monitor.prediction()).isEmpty();
        assertThat(monitor.feedback()).isEmpty();
        assertThat(monitor.retrain()).isEmpty();
    }

    @Test
    void aWindowOfTimeAloneCountsNoRows() throws IOException {
        assertThat(read("drift: [{name: m, reference: r.csv, window: {time: 30s}}]")
                        .window())
                .isEqualTo(new Window(0, Duration.ofSeconds(30), 1, 100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reference: x.csv                            | there is no reference data \"x.csv\" in the served folder",
                "reference: ../r.csv                         | climbs out of the served folder; put the reference data",
                "reference: r.csv, types: {a: number}        | choose one of [numeric, categorical]",
                "reference: r.csv, tests: {a: ks}            | drift[0].tests.a \"ks\" is unknown; choose one of [kolmog",
                "reference: r.csv, thresholds: {a: big}      | drift[0].thresholds.a must be a number",
                "reference: r.csv, thresholds: {a: 0}        | a must be above 0",
                "reference: r.csv, drifted-share: 0          | drifted-share must be above 0",
                "reference: r.csv, window: {panes: 3}        | only a sliding window has panes",
                "reference: r.csv, window: {rows: 50, least-rows: 60}  | rows must be at least least-rows (60)",
                "reference: r.csv, window: {time: 10ms}      | time must be at least 100ms",
                "reference: r.csv, streams: [{of: error}]    | errors are known from labels only; declare \"feedback\"",
                "reference: r.csv, streams: [{of: prediction}]   | there are no predictions to follow",
                "reference: r.csv, feedback: {label: y}      | feedback needs to know what was predicted",
                "reference: r.csv, prediction: {output: p}, feedback: {keep: 5} | feedback needs either label",
                "reference: r.csv, prediction: {output: p}, feedback: {label: y, accuracy: 0.9} | needs either label",
                "reference: r.csv, retrain: {url: 'ftp://h/x', secret-from: S}  | url must be an http or https address",
                "reference: r.csv, retrain: {url: 'http://u:p@h/x', secret-from: S} | url must be an http or https",
                "reference: r.csv, retrain: {url: 'http://h/x'}                 | has no \"secret-from\"; add it",
            })
    void refusesWhatIsWrong(String part, String message) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("drift:\n  - {name: m, " + part + "}"))
                .withMessageContaining("line ")
                .withMessageContaining(message);
    }

    @Test
    void refusesASecondMonitorOfOnePredictor() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("drift: [{name: m, reference: r.csv}, {name: m, reference: r.csv}]"))
                .withMessageContaining("\"m\" has two monitors");
    }

    private DriftConfig read(String drift) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models: [{name: m, path: m.onnx}]\n" + drift);
        return ServingFile.read(folder).drift().getFirst();
    }
}
