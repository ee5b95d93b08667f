package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab with a model and nothing to deploy: models are opened by the built reference stack in real sandboxes. */
class ModelIT {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIMES = HOUSE.resolve("reference-stack/target");
    private static final Path TUMOUR = HOUSE.resolve("labs/l1-first-prediction/starter/model/tumour.onnx");
    private static final Path CASES = HOUSE.resolve("labs/l1-first-prediction/grading/cases.csv");

    /** The tag of a single float in a list of an ONNX attribute. */
    private static final byte FLOATS = 0x3d;

    @TempDir
    Path root;

    private final List<CheckResult> results = new ArrayList<>();

    @BeforeEach
    void givenLab() throws IOException {
        assumeThat(RUNTIMES.resolve("reference-stack.jar"))
                .as("the reference stack is built: mvn package -pl reference-stack")
                .exists();
        Path lab = root.resolve("l1-test");
        write(lab.resolve("lab.yaml"), """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 02-the-artifact
                minutes: 40
                sandbox: cpu-small
                points: 100
                pass: 80
                cooldown: [0s]
                files: {edit: ["model/*"], hidden: ["grading/**"]}
                model: tumour
                service: tumour
                grading:
                  - id: artifact
                    check: model
                    points: 100
                    with:
                      path: model/tumour.onnx
                      size: 10Mi
                      opset: 21
                      batch: free
                      inputs: [{name: features, datatype: FP32, shape: [-1, 10]}]
                      outputs: [{name: probabilities, datatype: FP32, shape: [-1, 2]}]
                      parity:
                        cases: 20
                        data: grading/cases.csv
                        columns: [mean radius, mean texture, mean perimeter, mean area, mean smoothness, mean compactness, mean concavity, mean concave points, mean symmetry, mean fractal dimension]
                        input: features
                        output: probabilities
                        tolerance: 1e-5
                """.getBytes(StandardCharsets.UTF_8));
        write(lab.resolve("starter/README.md"), "Put your model here.".getBytes(StandardCharsets.UTF_8));
        write(lab.resolve("solution/model/tumour.onnx"), Files.readAllBytes(TUMOUR));
        write(lab.resolve("grading/cases.csv"), Files.readAllBytes(CASES));
        Files.createDirectories(root.resolve("submission"));
    }

    @Test
    void the_labs_own_model_passes() throws IOException {
        assertThat(grade(Files.readAllBytes(TUMOUR)))
                .as(() -> results.toString())
                .isEqualTo(new Verdict.Passed(100));
        assertThat(results.getFirst().title()).isEqualTo("The model is as asked and answers as the reference");
        assertThat(root.resolve("base/gradings")).isEmptyDirectory();
    }

    @Test
    void a_model_with_other_thresholds_answers_otherwise() throws IOException {
        byte[] model = Files.readAllBytes(TUMOUR);
        assertThat(grade(movedThresholds(model))).isInstanceOf(Verdict.Failed.class);
        assertThat(results.getFirst().explanation()).contains("cases otherwise than the reference");
    }

    @Test
    void a_file_that_is_no_model_fails_with_the_reason_and_without_a_trace() throws IOException {
        assertThat(grade("import os".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Verdict.Failed.class);
        assertThat(results.getFirst().title()).startsWith("model/tumour.onnx: cannot be opened: ");
    }

    @Test
    void no_model_at_all_is_told_without_opening_anything() throws IOException {
        Files.createDirectories(root.resolve("submission/model"));
        assertThat(grade()).isInstanceOf(Verdict.Failed.class);
        assertThat(results.getFirst().title()).isEqualTo("model/tumour.onnx: is not there as a plain file; add it");
    }

    /** Every threshold set to zero: each stands as four bytes behind its field's tag. */
    private static byte[] movedThresholds(byte[] model) {
        byte[] moved = model.clone();
        int first = new String(model, StandardCharsets.ISO_8859_1).indexOf("nodes_values") + "nodes_values".length();
        int at = first;
        for (; moved[at] == FLOATS; at += 1 + Float.BYTES) {
            Arrays.fill(moved, at + 1, at + 1 + Float.BYTES, (byte) 0);
        }
        assertThat(at - first).as("bytes of thresholds").isGreaterThan(1000);
        return moved;
    }

    private Verdict grade(byte[] model) throws IOException {
        write(root.resolve("submission/model/tumour.onnx"), model);
        return grade();
    }

    private Verdict grade() {
        GradingRequest request = new GradingRequest(
                root.resolve("l1-test"),
                root.resolve("submission"),
                new SandboxName("model-it"),
                root.resolve("base"),
                42);
        LocalSettings settings = new LocalSettings(root.resolve("base"), LocalPlace.images(RUNTIMES), List.of());
        try (Sandboxes sandboxes = new LocalSandboxes(settings)) {
            HostShare host = HostShare.windowOnly(root.resolve("base"));
            return new Grading(request, sandboxes, host, this::keep).run().verdict();
        }
    }

    private void keep(GradingEvent event) {
        if (event instanceof GradingEvent.CheckFinished finished) {
            results.add(finished.result());
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
