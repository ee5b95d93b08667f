package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the lines that the sandboxed child writes; ModelIT lets it write them. */
class ModelCheckTest {
    private static final String ASKED = """
            path: model/m.onnx
            size: 1Ki
            opset: 17
            batch: free
            inputs: [{name: features, datatype: FP32, shape: [-1, 2]}]
            outputs: [{name: probabilities, datatype: FP32, shape: [-1, 2]}]
            mlmodel: model/MLmodel
            parity: {cases: 2, data: grading/cases.csv, columns: [a, b], input: features, output: probabilities, tolerance: 1e-5}
            """;
    private static final String OPENED = """
            {"inspection":"opened","bytes":100,"ir":8,"opsets":{"ai.onnx":17,"ai.onnx.ml":3},"external":["w.bin"],\
            "inputs":[{"name":"features","datatype":"FP32","shape":[-1,2]}],\
            "outputs":[{"name":"label","datatype":"INT64","shape":[-1]},\
            {"name":"probabilities","datatype":"FP32","shape":[-1,2]}]}""";
    private static final List<String> ANSWERS =
            List.of("{\"case\":0,\"values\":[0.25,0.75]}", "{\"case\":1,\"values\":[0.5,0.5]}");

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenModelFolder() throws IOException {
        files = new GivenWorkspace(root)
                .write("model/m.onnx", new byte[100])
                .write("model/w.bin", new byte[400])
                .write("model/MLmodel", """
                        flavors:
                          onnx: {data: m.onnx}
                        signature:
                          inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
                          outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
                        """);
    }

    @Test
    void a_model_as_asked_passes_with_what_was_measured() {
        Finding finding = judge(OPENED, ANSWERS);
        assertThat(finding.explanation()).endsWith("It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.MEASURED);
        assertThat(finding.measurements())
                .extracting(measurement -> measurement.name() + " " + measurement.value())
                .containsExactly("size of the model 500.0", "right answers 2.0", "largest difference 0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bytes\":100 | \"bytes\":1000 | has 1.4 KiB with its external data, at most 1 KiB are allowed",
                "\"ai.onnx\":17 | \"ai.onnx\":23 | needs operator set 23; the servers here know 17",
                "\"name\":\"features\" | \"name\":\"float_input\" | has no input 'features' FP32 [-1, 2], only 'float_input' FP32",
                "\"name\":\"features\" | \"name\":\"float_input\" | has the input 'float_input' FP32 [-1, 2], which nobody",
                "\"FP32\",\"shape\":[-1,2]}],\"out | \"INT64\",\"shape\":[-1,2]}],\"out | has the input 'features' INT64",
                "[-1,2]}],\"outputs | [1,2]}],\"outputs | its batch is fixed at 1. Export it with a free first dimension",
                "\"FP32\",\"shape\":[-1,2]}]} | \"SEQUENCE\",\"shape\":[]}]} | has the output 'probabilities' SEQUENCE",
                "\"FP32\",\"shape\":[-1,2]}]} | \"FP32\",\"shape\":[]}]} | whose first dimension is no number of rows"
            })
    void each_flaw_of_a_model_is_told(String right, String wrong, String fault) {
        assertThat(OPENED).contains(right);
        Finding finding = judge(OPENED.replace(right, wrong), ANSWERS);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains("model/m.onnx: ").contains(fault);
    }

    @Test
    void other_answers_than_the_references_fail_with_the_largest_difference() {
        Finding finding =
                judge(OPENED, List.of("{\"case\":0,\"values\":[0.25,0.75]}", "{\"case\":1,\"values\":[0.4,0.6]}"));
        assertThat(finding.title())
                .startsWith("model/m.onnx: answers 1 of 2 cases otherwise than the reference, by up to 0.1.");
        assertThat(finding.ground()).isEqualTo(Ground.MEASURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0.5]", "[0.5,null]", "[\"x\",1]"})
    void an_answer_of_another_form_is_no_right_one(String values) {
        assertThat(judge(OPENED, List.of("{\"case\":0,\"values\":" + values + "}", ANSWERS.get(1)))
                        .explanation())
                .contains("with another number of values or with no number");
    }

    @Test
    void a_model_that_takes_no_row_is_told_in_the_runtimes_words() {
        assertThat(judge(OPENED, List.of("{\"case\":0,\"error\":\"Got: 30 Expected: 2\"}"))
                        .explanation())
                .contains("model/m.onnx: does not answer a row: Got: 30 Expected: 2.");
    }

    @Test
    void a_model_that_cannot_be_opened_is_told_why() {
        assertThat(judge("{\"inspection\":\"refused\",\"error\":\"it ends within a field, at byte 7\"}", List.of())
                        .title())
                .isEqualTo("model/m.onnx: cannot be opened: it ends within a field, at byte 7");
    }

    @Test
    void a_description_without_a_signature_is_told_with_its_line() throws IOException {
        files.write("model/MLmodel", "flavors:\n  onnx: {data: other.onnx}\nsignature: null\n");
        assertThat(checkDescription())
                .contains("model/MLmodel line 3: has no signature.inputs")
                .contains("model/MLmodel line 3: has no signature.outputs")
                .contains("model/MLmodel line 2: flavors.onnx.data is 'other.onnx', which is not model/m.onnx.");
        files.write("model/MLmodel", "a: &a [*a]");
        assertThat(checkDescription()).contains("model/MLmodel: is not usable YAML");
    }

    @Test
    void what_else_the_child_writes_is_passed_over_and_half_of_it_is_waited_for() {
        assertThat(ModelInspection.read(List.of("OpenJDK warning", OPENED), 0)).isPresent();
        assertThat(ModelInspection.read(List.of(OPENED, ANSWERS.getFirst()), 2)).isEmpty();
        assertThat(ModelInspection.read(List.of("a warning"), 0)).isEmpty();
        assertThat(ModelInspection.read(List.of(OPENED, ANSWERS.getFirst(), "a warning", ANSWERS.getLast()), 2))
                .isPresent();
        assertThat(ModelInspection.read(List.of("{\"inspection\":"), 0))
                .hasValue(new ModelInspection.Refused("it said nothing more"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{}' | path is missing",
                "path: ../m.onnx | name a file inside the folder",
                "path: /m.onnx | name a file inside the folder",
                "'{path: m.onnx, batch: 1}' | must be free",
                "'{path: m.onnx, inputs: [{name: a, datatype: float}]}' | use the protocol's word",
                "'{path: m.onnx, inputs: [{name: a, datatype: FP32, shape: [N]}]}' | -1 where any size goes",
                "'{path: m.onnx, opset: new}' | whole number",
                "'{path: m.onnx, parity: {cases: 5}}' | columns is missing",
                "'{path: m.onnx, format: onnx}' | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new ModelCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge(String first, List<String> answers) {
        ModelInspection said =
                ModelInspection.read(concat(first, answers), answers.size()).orElseThrow();
        ModelInspection.Opened reference = (ModelInspection.Opened)
                ModelInspection.read(concat(OPENED, ANSWERS), 2).orElseThrow();
        return ModelCheck.judge(settings(), said, Optional.of(reference), files.workspace(), new Faults());
    }

    private String checkDescription() {
        Faults faults = new Faults();
        ModelCheck.described(settings(), "model/MLmodel", files.workspace(), faults);
        return faults.all().toString();
    }

    private static ModelSettings settings() {
        return ModelSettings.read(GivenSettings.with(ASKED));
    }

    private static List<String> concat(String first, List<String> rest) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), rest.stream())
                .toList();
    }
}
