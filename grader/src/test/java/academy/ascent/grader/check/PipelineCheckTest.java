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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines that the compiler of kfp wrote (src/test/pipelines, with the script that it compiled), one thing changed. */
class PipelineCheckTest {
    private static final Path PIPELINES = Path.of("src/test/pipelines");
    private static final String ASKED = """
            path: pipeline.yaml
            order: [load, train, evaluate]
            outputs: [{task: train, name: model, type: system.Model}]
            uncached: [load]
            cached: [train]
            retries: [{task: load, least: 1, most: 5}, {task: evaluate, most: 0}]
            """;

    @TempDir
    Path root;

    private GivenWorkspace files;
    private String pipeline = "";

    @BeforeEach
    void givenPipeline() throws IOException {
        files = new GivenWorkspace(root);
        pipeline = Files.readString(PIPELINES.resolve("tumour.yaml"));
        files.write("pipeline.yaml", pipeline);
    }

    @Test
    void what_the_compiler_wrote_passes_and_says_that_it_was_not_run() {
        Finding finding = judge();
        assertThat(finding.explanation()).endsWith("(Judged by its text; it was not run.) It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
    }

    @Test
    void loops_conditions_importers_and_collected_outputs_are_no_faults() throws IOException {
        files.write("pipeline.yaml", Files.readString(PIPELINES.resolve("loops.yaml")));
        assertThat(judge("tasks: [publish]").explanation()).endsWith("It is so.");
    }

    @Test
    void the_names_of_the_format_s_own_file_and_json_are_understood_too() throws IOException {
        files.write(
                "pipeline.yaml",
                pipeline.replace("taskOutputArtifact", "task_output_artifact")
                        .replace("producerTask", "producer_task")
                        .replace("enableCache", "enable_cache"));
        assertThat(judge().explanation()).endsWith("It is so.");
        files.write(
                "pipeline.yaml",
                "{\"pipelineSpec\": {\"pipelineInfo\": {\"name\": \"a\"}, \"schemaVersion\": \"2.1.0\","
                        + " \"root\": {\"dag\": {\"tasks\": {}}}}}");
        assertThat(judge("tasks: [x]").explanation()).contains("the graph of root has no task");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dependentTasks:\\n        - load\\n        inputs | dependentTasks:\\n        - evaluate\\n        inputs | in a ring: evaluate → train → evaluate",
                "producerTask: train | producerTask: trian | task evaluate waits for trian, which is no task",
                "outputArtifactKey: model | outputArtifactKey: modle | takes modle from train, which puts out no such thing",
                "outputParameterKey: Output | outputParameterKey: out | takes out from train, which puts out no such thing",
                "name: comp-train | name: comp-trian | task train runs the component 'comp-trian', which the pipeline",
                "executorLabel: exec-train | executorLabel: exec-trian | runs on the executor exec-trian, which deployment",
                "image: python:3.12.4-slim | image: '' | has a container without an image",
                "schemaVersion: 2.1.0\\nsdk | schemaVersion: 1.0\\nsdk | schemaVersion is '1.0'",
                "taskInfo:\\n          name: load | retries: 3 | task load has the field retries, which the format",
                "seed:\\n              componentInputParameter: seed | sead:\\n              componentInputParameter: seed | task train lacks the input seed",
                "seed:\\n              componentInputParameter: seed | sead:\\n              componentInputParameter: seed | is given sead, which its component does not take",
                "componentInputParameter: rows | componentInputParameter: lines | takes lines from root, which is not given it",
                "componentInputParameter: rows | runtimeValue: {constant: many} | as NUMBER_INTEGER and is given 'many'",
                "componentInputParameter: rows | x: 1 | an input of task load comes from nowhere",
                "schemaTitle: system.Model | schemaTitle: system.Artifact | task train puts out model as system.Artifact; expected system.Model",
                "backoffDuration: 10s | backoffDuration: 0s | task load is tried again at once",
                "maxRetryCount: 3 | maxRetryCount: 9 | task load is tried again 9 times; expected 1 to 5 times",
                "cachingOptions: {} | cachingOptions: {enableCache: true} | task load is cached, although what it reads changes"
            })
    void each_mistake_is_told_with_its_line(String right, String wrong, String fault) throws IOException {
        String from = right.replace("\\n", "\n");
        assertThat(pipeline).contains(from);
        files.write("pipeline.yaml", pipeline.replace(from, wrong.replace("\\n", "\n")));
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault).containsPattern("pipeline.yaml line \\d+: ");
    }

    @Test
    void a_type_that_does_not_fit_is_told() throws IOException {
        String output =
                "outputDefinitions:\n      artifacts:\n        data:\n          artifactType:\n            schemaTitle: ";
        assertThat(pipeline).contains(output + "system.Dataset");
        files.write("pipeline.yaml", pipeline.replace(output + "system.Dataset", output + "system.Metrics"));
        assertThat(judge().explanation())
                .contains("task train takes data as system.Dataset and is given system.Metrics.");
        files.write(
                "pipeline.yaml",
                pipeline.replace(
                        "Output:\n          parameterType: NUMBER_DOUBLE", "Output:\n          parameterType: STRING"));
        assertThat(judge().explanation()).contains("takes accuracy as NUMBER_DOUBLE and is given STRING.");
    }

    @Test
    void steps_that_do_not_wait_for_each_other_and_steps_that_are_missing_are_told() {
        assertThat(judge("order: [train, load]").title()).contains("task load does not wait for train");
        assertThat(judge("order: [load, publish]").title())
                .isEqualTo("pipeline.yaml: has no task 'publish', only evaluate, load, train");
        assertThat(judge("retries: [{task: load, most: 0}]").title())
                .contains("task load is tried again 3 times; expected 0, since it would do its work twice");
        assertThat(judge("cached: [load]").title()).contains("task load is not cached");
        assertThat(judge("outputs: [{task: load, name: model, type: system.Model}]")
                        .title())
                .contains("task load puts out no artifact model; expected system.Model");
    }

    @Test
    void a_local_path_between_steps_is_told() throws IOException {
        files.write("pipeline.yaml", pipeline.replace("open(data.path", "open('/tmp/rows.csv'"));
        assertThat(judge().explanation())
                .contains("the programs of exec-load, exec-train share the local path '/tmp/rows.csv'");
        files.write(
                "pipeline.yaml",
                pipeline.replace("componentInputParameter: rows", "runtimeValue: {constant: /home/me/rows.csv}"));
        assertThat(judge().explanation()).contains("is given rows as '/home/me/rows.csv', a path of one machine");
        files.write("pipeline.yaml", pipeline.replace("defaultValue: 100.0", "defaultValue: ./rows.csv"));
        assertThat(judge().explanation()).contains("the default of rows as './rows.csv', a path of one machine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | holds 0 documents",
                "a: 1 | is no compiled pipeline",
                "[] | is no compiled pipeline",
                "'a: &a [*a]' | is not usable YAML",
                "'--- 1\n--- 1\n--- 1' | holds 3 documents",
                "'kind: Workflow\nspec: {}' | is a workflow of the first version"
            })
    void what_is_no_pipeline_is_told(String text, String fault) throws IOException {
        files.write("pipeline.yaml", text);
        assertThat(judge().title()).contains("pipeline.yaml").contains(fault);
    }

    @Test
    void thousands_of_tasks_in_a_row_and_in_a_ring_end_in_time() throws IOException {
        String tasks = IntStream.range(0, 2000)
                .mapToObj(i -> "t%d: {componentRef: {name: c}, dependentTasks: [t%d]}".formatted(i, (i + 1) % 2000))
                .collect(Collectors.joining(",\n "));
        files.write(
                "pipeline.yaml",
                "pipelineInfo: {name: a}\nschemaVersion: 2.1.0\ncomponents: {c: {executorLabel: e}}\n"
                        + "deploymentSpec: {executors: {e: {container: {image: a}}}}\nroot: {dag: {tasks: {" + tasks
                        + "}}}\n");
        Finding finding = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> judge("order: [t9, t8, t7]"));
        assertThat(finding.explanation()).contains("tasks wait for each other in a ring");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: ../p.yaml | name a file inside",
                "outputs: [{task: a, name: b, type: Model}] | such as system.Model",
                "retries: [{task: a, least: 5, most: 2}] | whole number from 5 to 100",
                "'{cached: [a], uncached: [a]}' | which uncached has too",
                "steps: [a] | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new PipelineCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge() {
        return judge(ASKED);
    }

    private Finding judge(String asked) {
        return PipelineCheck.judge(PipelineSettings.read(GivenSettings.with(asked)), files.workspace());
    }
}
