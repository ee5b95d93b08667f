package academy.ascent.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import academy.ascent.grader.lab.LabFiles.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabsTest {
    private static final String LAB = """
            id: l1-test
            title: A lab
            summary: One line.
            level: 1
            module: 01-how
            minutes: 40
            sandbox: cpu-small
            points: 100
            pass: 80
            cooldown: [0s, 1m]
            files: {edit: ["serving.yaml", "k8s/*.yaml"], read: ["model/*"], hidden: ["grading/**"]}
            model: tumour
            service: tumour
            grading:
              - {id: deploy, check: deploy, points: 40, must: true, with: {ready-within: 30s}}
              - id: latency
                check: load
                points: 60
                with: {rate: 100/s, for: 10s, p95: 50ms, errors: 0.5%}
            hints:
              - {after-failures: 1, on: latency, text: Look at it.}
            starter: {fails: [latency]}
            """;

    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void givenFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("l1-test"));
        write("starter/serving.yaml", "a: 1");
        write("starter/model/m.onnx", "model");
        write("starter/k8s/deployment.yaml", "b: 1");
        write("starter/secret.txt", "c");
        write("solution/serving.yaml", "a: 2");
    }

    @Test
    void reads_every_field() throws IOException {
        Lab lab = given(LAB);
        assertThat(lab.id()).isEqualTo("l1-test");
        assertThat(lab.cooldown()).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(lab.sandboxClass().memoryBytes()).isEqualTo(1L << 30);
        assertThat(lab.sandboxClass().pods()).isEqualTo(4);
        assertThat(lab.grading()).extracting(CheckSpec::id).containsExactly("deploy", "latency");
        assertThat(lab.grading()).extracting(CheckSpec::must).containsExactly(true, false);
        assertThat(lab.grading().get(1).with().share("errors")).isEqualTo(0.005);
        assertThat(lab.starterFails()).containsExactly("latency");
        assertThat(lab.hints()).containsExactly(new Hint(1, "latency", "Look at it."));
        assertThat(lab.pin()).startsWith("l1-test@").hasSize("l1-test@".length() + 64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points: 100 | points: 90 | line 8 | the checks give 100",
                "pass: 80 | pass: 101 | line 9 | from 1 to 100",
                "level: 1 | level: one | line 4 | whole number from 1 to 4",
                "title: A lab | titel: A lab | line 2 | titel is not known here",
                "title: A lab | title: '' | line 2 | title is empty",
                "p95: 50ms | p95: 50 | line 19 | grading[1].with.p95 is '50'; write a duration",
                "p95: 50ms | p96: 50ms | line 19 | grading[1].with.p96 is not known here",
                "errors: 0.5% | errors: 150% | line 19 | a percentage from 0% to 100%",
                "rate: 100/s | rate: 0/s | line 19 | must be more than zero",
                "rate: 100/s | rate: fast | line 19 | a rate such as 200/s",
                "check: load | check: lode | line 17 | use one of cost, deploy, dockerfile, drift, features, files, load, manifests, metrics, model, pipeline, predict, relative, review, rollout, split, tracking, uptime",
                "id: latency | id: deploy | line 16 | which an earlier check has",
                "id: l1-test | id: l1-other | line 1 | the folder is called 'l1-test'",
                "sandbox: cpu-small | sandbox: gpu | line 7 | use one of cpu-large, cpu-small, gpu-mig, gpu-shared",
                "on: latency | on: uptime | line 21 | no check of this lab",
                "summary: One line. | summary: !!java.net.URL [x] | line 3 | Global tag is not allowed",
                "summary: One line. | summary: {a: b} | line 3 | must be a single value",
                "model: tumour | model: ../tumour | line 12 | lower-case letters",
                "read: [\"model/*\"] | read: [\"../../etc/*\"] | line 11 | relative glob",
                "minutes: 40 | level: 2 | line 6 | has the key 'level' twice",
                "fails: [latency] | fails: [uptime] | line 22 | starter.fails holds 'uptime', which is no check of this lab",
                "fails: [latency] | fails: [] | line 22 | starter.fails is empty",
                "fails: [latency] | fails: [deploy, deploy] | line 22 | names a check twice",
                "fails: [latency] | passes: [latency] | line 22 | starter.passes is not known here",
                "errors: 0.5% | margin: {errors: {inside: 0.2}} | line 19 | margin.errors is not known here; remove it or use one of p95",
                "errors: 0.5% | margin: {p95: {inside: 1}} | line 19 | margin.p95.inside must be between 0 and 1",
                "errors: 0.5% | margin: {p95: {outside: 1}} | line 19 | margin.p95.outside must be more than 1",
            })
    void says_where_a_lab_is_wrong_and_what_to_write(String right, String wrong, String line, String message) {
        assertThat(LAB).contains(right);
        assertThatThrownBy(() -> given(LAB.replace(right, wrong)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab.yaml " + line + ":")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a list",
                "just words",
                "a: [",
                "a: &x [*x]",
                "? [complex, key]\n: 1",
                "a: &a [1]\nb: [*a, *a, *a]",
                "\u0000",
                "---\na: 1\n---\nb: 2"
            })
    void hostile_yaml_is_refused_with_a_message(String yaml) {
        assertThatThrownBy(() -> given(yaml)).isInstanceOf(LabException.class).hasMessageContaining("lab.yaml");
    }

    @Test
    void a_deeply_nested_or_very_long_document_is_refused() {
        assertThatThrownBy(() -> given("a: " + "[".repeat(10_000))).isInstanceOf(LabException.class);
        assertThatThrownBy(() -> given("# " + "x".repeat(300_000))).isInstanceOf(LabException.class);
    }

    @Test
    void a_folder_without_lab_yaml_is_told() {
        assertThatThrownBy(() -> Labs.read(root))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("There is no lab.yaml");
    }

    @Test
    void lists_the_starter_with_what_a_learner_may_do() throws IOException {
        assertThat(Labs.starter(given(LAB)))
                .extracting(LabFile::path, LabFile::access)
                .containsExactly(
                        tuple("k8s/deployment.yaml", Access.EDIT),
                        tuple("model/m.onnx", Access.READ),
                        tuple("secret.txt", Access.CLOSED),
                        tuple("serving.yaml", Access.EDIT));
    }

    @Test
    void only_editable_files_of_a_submission_are_laid_over_the_starter() throws IOException {
        Lab lab = given(LAB);
        Path submission = root.resolve("submission");
        write(submission, "serving.yaml", "a: 3");
        write(submission, "k8s/more.yaml", "d: 1");
        write(submission, "model/m.onnx", "forged");
        write(submission, "grading/cases.csv", "forged");
        Path target = root.resolve("workspace");
        Labs.materialise(lab, submission, target);
        assertThat(target.resolve("serving.yaml")).hasContent("a: 3");
        assertThat(target.resolve("k8s/more.yaml")).hasContent("d: 1");
        assertThat(target.resolve("k8s/deployment.yaml")).hasContent("b: 1");
        assertThat(target.resolve("model/m.onnx")).hasContent("model");
        assertThat(target.resolve("grading")).doesNotExist();
    }

    @Test
    void a_link_in_a_submission_is_refused() throws IOException {
        Lab lab = given(LAB);
        Path submission = Files.createDirectories(root.resolve("submission"));
        Files.createSymbolicLink(submission.resolve("serving.yaml"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> Labs.materialise(lab, submission, root.resolve("workspace")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("serving.yaml is a link");
    }

    @Test
    void a_lab_that_does_not_say_what_its_starter_fails_is_read_all_the_same() throws IOException {
        assertThat(given(LAB.replace("starter: {fails: [latency]}\n", "")).starterFails())
                .isEmpty();
    }

    @Test
    void flawed_variants_lie_over_the_solution_by_name() throws IOException {
        Lab lab = given(LAB);
        write("solution/k8s/deployment.yaml", "b: 2");
        write("flawed/slow/flaw.yaml", "why: It waits.\nfails: [latency]");
        write("flawed/slow/serving.yaml", "a: 9");
        write("flawed/slow/model/m.onnx", "nobody takes it");
        assertThat(Flaws.of(lab)).singleElement().satisfies(flaw -> {
            assertThat(flaw.name()).isEqualTo("slow");
            assertThat(flaw.why()).isEqualTo("It waits.");
            assertThat(flaw.fails()).containsExactly("latency");
            Flaws.materialise(lab, flaw, root.resolve("handed-in"));
        });
        assertThat(root.resolve("handed-in/serving.yaml")).hasContent("a: 9");
        assertThat(root.resolve("handed-in/k8s/deployment.yaml")).hasContent("b: 2");
        assertThat(root.resolve("handed-in/flaw.yaml")).doesNotExist();
        assertThat(Flaws.neverTaken(lab)).containsExactly("flawed/slow/model/m.onnx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "why: x | flaw.yaml line 1: fails is missing",
                "fails: [latency] | flaw.yaml line 1: why is missing",
                "{why: x, fails: [uptime]} | use any of deploy, latency",
                "{why: x, fails: [latency], on: deploy} | on is not known here",
            })
    void says_where_a_flaw_is_wrong(String yaml, String message) throws IOException {
        Lab lab = given(LAB);
        write("flawed/slow/flaw.yaml", yaml);
        assertThatThrownBy(() -> Flaws.of(lab))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("flawed/slow: ")
                .hasMessageContaining(message);
    }

    @Test
    void a_variant_without_its_declaration_is_told() throws IOException {
        Lab lab = given(LAB);
        write("flawed/slow/serving.yaml", "a: 9");
        assertThatThrownBy(() -> Flaws.of(lab)).hasMessageContaining("flawed/slow: There is no flaw.yaml");
    }

    @Test
    void the_digest_follows_the_content() throws IOException {
        String before = given(LAB).digest();
        assertThat(given(LAB).digest()).isEqualTo(before);
        write("guide.adoc", "= New");
        assertThat(given(LAB).digest()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../serving.yaml", "/serving.yaml", "k8s/../serving.yaml", "k8s//a.yaml", "k8s\\a.yaml", ""})
    void a_path_that_climbs_or_hides_is_closed(String path) throws IOException {
        assertThat(given(LAB).files().access(path)).isEqualTo(Access.CLOSED);
    }

    private Lab given(String yaml) throws IOException {
        write("lab.yaml", yaml);
        return Labs.read(folder);
    }

    private void write(String path, String text) throws IOException {
        write(folder, path, text);
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
