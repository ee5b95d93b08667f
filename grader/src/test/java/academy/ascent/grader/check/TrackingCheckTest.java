package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store laid out as MLflow lays it out, with one thing wrong at a time. */
class TrackingCheckTest {
    private static final String ASKED = """
            experiment: tumour
            runs: 1
            params: [n_estimators]
            tags: [mlflow.source.name]
            metrics:
              - {name: val_loss, least: 0, most: 10, points: 3}
              - {name: auc, least: 0.5, most: 1}
            seed: seed
            data-hash: data.sha256
            lasts: 1s
            model: with-signature
            """;
    private static final String RUN = "mlruns/98/2887/";
    private static final String MODEL = RUN + "artifacts/model/MLmodel";

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenStore() throws IOException {
        files = new GivenWorkspace(root)
                .write("mlruns/0/meta.yaml", "experiment_id: '0'\nlifecycle_stage: active\nname: Default\n")
                .write("mlruns/98/meta.yaml", "experiment_id: '98'\nlifecycle_stage: active\nname: tumour\n")
                .write(RUN + "meta.yaml", """
                        artifact_uri: file:///home/me/mlruns/98/2887/artifacts
                        end_time: 1795299855000
                        lifecycle_stage: active
                        run_id: '2887'
                        start_time: 1795299850000
                        status: 3
                        """)
                .write(RUN + "params/seed", "7")
                .write(RUN + "params/n_estimators", "200")
                .write(RUN + "tags/data.sha256", "ab".repeat(32))
                .write(RUN + "tags/mlflow.source.name", "train.py")
                .write(RUN + "metrics/val_loss", "1795299851000 1.0 0\n1795299852000 0.5 1\n1795299853000 2.5e-1 2\n")
                .write(RUN + "metrics/auc", "1795299854000 0.98 0 train abcdef\n")
                .write(MODEL, """
                        flavors:
                          onnx: {data: model.onnx}
                        run_id: '2887'
                        signature:
                          inputs: '[{"type": "tensor"}]'
                          outputs: '[{"type": "tensor"}]'
                        """);
    }

    @Test
    void a_run_that_tells_everything_passes() {
        Finding finding = judge();
        assertThat(finding.explanation()).endsWith("It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
        assertThat(finding.title()).isEqualTo("1 run tells what it was made of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "params/seed | | 2887/meta.yaml: has no param 'seed'; log it.",
                "params/seed | none | 2887/params/seed line 1: is 'none', which is no seed",
                "params/n_estimators | | has no param 'n_estimators'",
                "tags/data.sha256 | | has no tag or param 'data.sha256'",
                "tags/data.sha256 | v3 | 2887/tags/data.sha256 line 1: is 'v3', which is no hash",
                "tags/mlflow.source.name | | has no tag 'mlflow.source.name'",
                "metrics/auc | | has no metric 'auc'",
                "metrics/auc | 1795299854000 98 0 | 2887/metrics/auc line 1: is 98.0, and auc lies from 0.5 to 1.0",
                "metrics/auc | 1795299854000 nan 0 | metrics/auc line 1: is no finite number",
                "metrics/auc | 1795299954000 0.98 0 | metrics/auc line 1: was logged at 2026-11-21T22:25:54Z, and the run",
                "metrics/auc | 0.98 | metrics/auc line 1: is no line of a metric",
                "metrics/val_loss | 1795299851000 1 0 | metrics/val_loss: has 1 values; 3 are asked",
                "metrics/val_loss | 1795299852000 1 0\\n1795299851000 1 1\\n1795299853000 1 2 | line 2: goes back in time",
                "metrics/val_loss | 1795299851000 1 0\\n1795299852000 1 2\\n1795299853000 1 1 | line 3: goes back in steps",
                "meta.yaml | start_time: 1795299850000\\nend_time: 1795299850004\\nstatus: 3\\nlifecycle_stage: active | took 4 ms",
                "meta.yaml | start_time: 1795299850000\\nend_time: 5\\nstatus: 3\\nlifecycle_stage: active | line 2: ended before",
                "meta.yaml | start_time: 5\\nend_time: 6\\nstatus: 3\\nlifecycle_stage: active | line 1: ran at a time that cannot be",
                "meta.yaml | start_time: 5\\nstatus: 3\\nlifecycle_stage: active | has no start_time and end_time",
                "meta.yaml | status: 4\\nlifecycle_stage: active | holds 0 finished runs of 1; 1 are asked",
                "meta.yaml | status: 3\\nlifecycle_stage: deleted | holds 0 finished runs of 1",
                "artifacts/model/MLmodel | | has no model: no MLmodel lies in its artifacts",
                "artifacts/model/MLmodel | flavors: {} | MLmodel line 1: has no signature.inputs",
                "artifacts/model/MLmodel | a: &a [*a] | MLmodel: is not usable YAML"
            })
    void each_gap_is_told_with_its_file(String file, String content, String fault) throws IOException {
        if (content == null) {
            Files.delete(root.resolve(RUN + file));
        } else {
            files.write(RUN + file, content.replace("\\n", "\n"));
        }
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void a_model_beside_the_runs_belongs_to_the_run_that_it_names() throws IOException {
        String model = Files.readString(root.resolve(MODEL));
        Files.delete(root.resolve(MODEL));
        files.write("mlruns/98/models/m-1/artifacts/MLmodel", model);
        assertThat(judge().outcome()).isEqualTo(Outcome.PASSED);
        files.write("mlruns/98/models/m-1/artifacts/MLmodel", model.replace("2887", "2888"));
        assertThat(judge().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void runs_that_failed_are_passed_over_where_enough_finished() throws IOException {
        files.write("mlruns/98/2999/meta.yaml", "status: 4\nlifecycle_stage: active\n");
        assertThat(judge().outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void no_store_and_no_experiment_are_told() throws IOException {
        files.write("mlruns/98/meta.yaml", "name: other\n");
        assertThat(judge().title()).startsWith("mlruns: holds no experiment named tumour");
        assertThat(judge("folder: elsewhere").title()).startsWith("elsewhere: holds no experiment of MLflow's");
        files.write("mlruns/98/meta.yaml", "name: \"tumour\n");
        assertThat(judge().explanation()).contains("mlruns/98/meta.yaml line 2: is not valid YAML");
    }

    @Test
    void a_link_for_a_file_is_as_good_as_none() throws IOException {
        Files.delete(root.resolve(RUN + "params/seed"));
        Files.createSymbolicLink(root.resolve(RUN + "params/seed"), root.resolve(RUN + "params/n_estimators"));
        assertThat(judge().explanation()).contains("has no param 'seed'");
    }

    @Test
    void very_many_runs_end_in_time() throws IOException {
        for (int i = 0; i < 600; i++) {
            files.write("mlruns/98/r" + i + "/meta.yaml", "status: 3\nx: " + "[".repeat(30));
        }
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> judge())
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_history_of_a_hundred_thousand_values_is_told_to_be_too_long() throws IOException {
        files.write(RUN + "metrics/auc", "1795299854000 0.98 0\n".repeat(100_000));
        assertThat(judge().explanation()).contains("metrics/auc: is larger than 1 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folder: ../mlruns | use letters, digits",
                "params: [a/../b] | use letters, digits",
                "runs: 0 | from 1 to 500",
                "metrics: [{name: a, least: 2, most: 1}] | is above most",
                "metrics: [{name: a, least: low}] | write a number",
                "model: true | must be with-signature",
                "lasts: 5 | a duration",
                "seeds: x | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new TrackingCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge() {
        return judge(ASKED);
    }

    private Finding judge(String asked) {
        return TrackingCheck.judge(
                TrackingSettings.read(GivenSettings.with(asked)),
                files.workspace(),
                InstantSource.fixed(Instant.ofEpochMilli(1795300000000L)));
    }
}
