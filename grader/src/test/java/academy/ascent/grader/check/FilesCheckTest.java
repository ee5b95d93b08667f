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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesCheckTest {
    private static final String ASKED = """
            require: ["model/*.onnx", README.md]
            forbid: ["**/*.pkl", ".env"]
            total: 1Mi
            each: 64Ki
            text:
              - {path: requirements.txt, lacks: "^[a-z0-9-]+$", because: pin every version}
              - {path: train.py, matches: "random_state *= *[0-9]+", because: a run must be repeatable}
              - {path: "**/*.yaml", format: yaml}
              - {path: "*.json", format: json}
            """;

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenGoodFiles() throws IOException {
        files = new GivenWorkspace(root)
                .write("model/tumour.onnx", "model")
                .write("README.md", "# Tumour")
                .write("requirements.txt", "numpy==2.1.0\nonnx==1.17.0\n")
                .write("train.py", "import x\nsplit(X, y, random_state=7)\n")
                .write("serving.yaml", "models: []\n")
                .write("k8s/a.yaml", "a: 1\n---\nb: 2\n")
                .write("card.json", "{\"a\": 1}");
    }

    @Test
    void files_as_asked_pass() {
        Finding finding = judge();
        assertThat(finding.explanation()).isEqualTo("""
                model/*.onnx, README.md present; nothing like **/*.pkl, .env; at most 1 MiB in all; at most 64 KiB a file; \
                requirements.txt without ^[a-z0-9-]+$ (pin every version); train.py with random_state *= *[0-9]+ \
                (a run must be repeatable); **/*.yaml in valid YAML; *.json in valid JSON. It is so.""");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
        assertThat(finding.title()).isEqualTo("7 files, as asked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.pkl | x | model.pkl: must not be handed in (**/*.pkl); remove it.",
                "deep/er/model.pkl | x | deep/er/model.pkl: must not be handed in",
                ".env | KEY=1 | .env: must not be handed in (.env)",
                "requirements.txt | numpy==1\\nonnx\\n | requirements.txt line 2: must hold nothing like ^[a-z0-9-]+$ (pin",
                "train.py | split(X, y) | train.py: has no line like random_state *= *[0-9]+ (a run must be repeatable).",
                "k8s/a.yaml | a: 1\\nb: [ | k8s/a.yaml line 2: is not valid YAML",
                "k8s/a.yaml | a: 1\\na: 2 | k8s/a.yaml line 2: has the key 'a' twice",
                "card.json | {\"a\":\\n 1,} | card.json line 2: is not valid JSON"
            })
    void each_fault_is_told_with_its_place(String path, String text, String fault) throws IOException {
        files.write(path, text.replace("\\n", "\n"));
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void what_is_missing_is_told_even_where_only_a_text_was_asked() throws IOException {
        Files.delete(root.resolve("model/tumour.onnx"));
        Files.delete(root.resolve("train.py"));
        assertThat(judge().explanation())
                .contains("model/*.onnx: is required and no file matches")
                .contains("train.py: no file matches, so none holds what is asked");
    }

    @Test
    void too_large_a_file_and_too_large_a_whole_are_told() throws IOException {
        files.write("weights.bin", new byte[2 << 20]);
        assertThat(judge().explanation())
                .contains("weights.bin: has 2 MiB, at most 64 KiB are allowed.")
                .contains("All files together have 2.0 MiB, at most 1 MiB are allowed; the largest is weights.bin");
    }

    @Test
    void a_link_is_told_and_not_read() throws IOException {
        Files.createSymbolicLink(root.resolve("link.yaml"), Path.of("/etc/passwd"));
        assertThat(judge().explanation()).contains("link.yaml: is a link or a special file");
    }

    @Test
    void a_pattern_takes_time_in_proportion_to_the_text_only() throws IOException {
        files.write("a.txt", "a".repeat(1 << 20) + "!");
        FilesSettings settings =
                FilesSettings.read(GivenSettings.with("text: [{path: a.txt, matches: '^(a+)+$', lacks: '(a|aa)+b'}]"));
        assertThat(assertTimeoutPreemptively(
                                Duration.ofSeconds(20), () -> FilesCheck.judge(settings, files.workspace()))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is missing, and so is anything else",
                "require: [/etc/passwd] | relative glob",
                "forbid: [../x] | relative glob",
                "each: 5 | a size such as 512Mi",
                "text: [{path: a.txt}] | asks nothing of the file",
                "text: [{path: a.txt, matches: '('}] | is no pattern",
                "text: [{path: a.txt, format: xml}] | use yaml or json",
                "text: [{matches: a}] | path is missing",
                "mimes: [x] | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new FilesCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge() {
        return FilesCheck.judge(FilesSettings.read(GivenSettings.with(ASKED)), files.workspace());
    }
}
