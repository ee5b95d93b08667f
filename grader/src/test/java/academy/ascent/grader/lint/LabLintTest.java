package academy.ascent.grader.lint;

import static academy.ascent.grader.lint.GivenLab.asDeclared;
import static academy.ascent.grader.lint.GivenLab.grade;
import static academy.ascent.grader.lint.GivenLab.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lint.LabFinding.Kind;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLintTest {
    @TempDir
    Path root;

    private final List<String> graded = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private GivenLab given;

    @BeforeEach
    void givenLab() throws IOException {
        given = GivenLab.in(root);
    }

    @Test
    void a_lab_whose_variants_all_end_as_declared_has_nothing_to_mend() {
        LabReport report = lint(GivenLab::asDeclared);
        assertThat(report.findings()).isEmpty();
        assertThat(report.variants()).allMatch(VariantReport::asDeclared);
        assertThat(graded).containsExactly("solution", "starter", "flawed/never-ready", "flawed/slow");
        assertThat(report.coverage())
                .containsEntry("deploy", List.of("flawed/never-ready"))
                .containsEntry("latency", List.of("flawed/slow"));
    }

    @Test
    void what_was_decided_as_declared_is_not_graded_again() {
        lint(GivenLab::asDeclared);
        graded.clear();
        LabReport again = lint(GivenLab::asDeclared);
        assertThat(graded).isEmpty();
        assertThat(again.findings()).isEmpty();
        assertThat(again.variants()).allMatch(variant -> variant.gradings() == 0);
    }

    @Test
    void what_ended_otherwise_is_told_and_graded_again_the_next_time() {
        LabReport report = lint(variant -> variant.name().equals("flawed/slow")
                ? grade(new Verdict.Passed(100), result("deploy", Outcome.PASSED), result("latency", Outcome.PASSED))
                : asDeclared(variant));
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CONTRADICTED);
            assertThat(finding.line()).startsWith("l1-test/flawed/slow: must fail latency but it is passed");
        });
        graded.clear();
        lint(GivenLab::asDeclared);
        assertThat(graded).containsExactly("flawed/slow");
    }

    @Test
    void a_machine_that_cannot_tell_is_asked_three_times_and_never_remembered() {
        Function<Variant, Grade> cannotTell = variant -> variant.name().equals("solution")
                ? grade(new Verdict.Inconclusive("busy", false), result("latency", Outcome.UNDECIDED))
                : asDeclared(variant);
        assertThat(lint(cannotTell).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.INCONCLUSIVE));
        assertThat(graded).startsWith("solution", "solution", "solution", "starter");
        graded.clear();
        lint(GivenLab::asDeclared);
        assertThat(graded).containsExactly("solution");
    }

    @Test
    void a_broken_place_is_its_own_kind_of_finding() {
        LabReport report = lint(variant -> grade(new Verdict.Faulted("no bubblewrap here")));
        assertThat(report.findings())
                .hasSize(4)
                .allMatch(finding -> finding.kind() == Kind.FAULTED)
                .allMatch(finding -> finding.message().contains("no bubblewrap here"));
    }

    @Test
    void a_second_grading_that_can_tell_is_enough() {
        LabReport report =
                lint(variant -> graded.size() == 1 ? grade(new Verdict.Faulted("hiccup")) : asDeclared(variant));
        assertThat(report.findings()).isEmpty();
        assertThat(report.variants().getFirst().gradings()).isEqualTo(2);
    }

    @Test
    void a_check_that_no_variant_probes_is_refused() throws IOException {
        given.flaw("slow", "deploy", "a: 4");
        assertThat(lint(GivenLab::asDeclared).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNPROBED);
            assertThat(finding.line()).startsWith("l1-test/latency: no flawed variant");
        });
    }

    @Test
    void a_schedule_that_cannot_decide_its_target_is_refused_with_what_would_do() throws IOException {
        given.write("lab.yaml", GivenLab.YAML.replace("rate: 200/s", "rate: 5/s"));
        assertThat(lint(GivenLab::asDeclared).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNDECIDABLE);
            assertThat(finding.line())
                    .startsWith("l1-test/latency: 200 samples tell a submission at 0.7 times the target of p95")
                    .contains("would do: raise its rate");
        });
    }

    @Test
    void a_lab_that_does_not_say_what_its_starter_fails_and_a_file_that_nobody_takes_are_refused() throws IOException {
        given.write("lab.yaml", GivenLab.YAML.replace("starter: {fails: [latency]}\n", ""));
        given.write("solution/model.onnx", "x");
        List<LabFinding> findings = lint(GivenLab::asDeclared).findings();
        assertThat(findings).extracting(LabFinding::where).contains("lab.yaml", "solution/model.onnx");
        assertThat(findings).allMatch(finding -> finding.kind() == Kind.UNUSABLE);
    }

    @Test
    void a_lab_that_cannot_be_read_is_told_and_the_others_are_linted_all_the_same() throws IOException {
        Files.createDirectories(root.resolve("l1-broken"));
        Files.writeString(root.resolve("l1-broken/lab.yaml"), "id: [");
        List<LabReport> reports = run(List.of(root.resolve("l1-broken"), given.folder()), GivenLab::asDeclared, false);
        assertThat(reports.getFirst().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).contains("l1-broken", "not valid YAML"));
        assertThat(reports.getLast().variants()).hasSize(4);
    }

    @Test
    void cheap_grades_and_expects_only_what_the_checks_that_measure_nothing_can_find() {
        LabReport report =
                run(List.of(given.folder()), GivenLab::asDeclared, true).getFirst();
        assertThat(report.findings()).isEmpty();
        assertThat(report.variants())
                .extracting(VariantReport::expected)
                .containsExactly(List.of(), List.of(), List.of("deploy"));
        assertThat(report.variants())
                .allMatch(variant -> variant.grade().results().size() == 1);
        assertThat(report.coverage()).containsEntry("latency", List.of("flawed/slow"));
    }

    @Test
    void two_variants_are_graded_at_once_and_reported_in_their_order() {
        CyclicBarrier both = new CyclicBarrier(2);
        LabReport report = run(
                        List.of(given.folder()),
                        variant -> {
                            meet(both);
                            return asDeclared(variant);
                        },
                        false,
                        2)
                .getFirst();
        assertThat(report.findings()).isEmpty();
        assertThat(report.variants())
                .extracting(VariantReport::name)
                .containsExactly("solution", "starter", "flawed/never-ready", "flawed/slow");
    }

    @Test
    void a_grading_that_is_ended_ends_the_linting() {
        assertThatThrownBy(() -> run(
                        List.of(given.folder()),
                        variant -> {
                            throw new StoppedException();
                        },
                        false,
                        2))
                .isInstanceOf(StoppedException.class);
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("graded alone", alone);
        }
    }

    @Test
    void the_table_says_what_was_expected_and_what_came() {
        LabReport report = lint(variant -> variant.name().equals("flawed/slow")
                ? grade(new Verdict.Passed(100), result("deploy", Outcome.PASSED), result("latency", Outcome.PASSED))
                : asDeclared(variant));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LintTable.print(new PrintStream(out, true, StandardCharsets.UTF_8), List.of(report));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("ok +flawed/never-ready +deploy +deploy +10/20 +12.0 s")
                .containsPattern("NOT OK +flawed/slow +latency +nothing +20/20")
                .containsPattern("latency +flawed/slow")
                .endsWith("1 to mend.\n");
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("NOT OK   l1-test/flawed/slow: failed nothing, passed in 12 s; about 0 s left");
    }

    @Test
    void a_damaged_verdict_is_as_good_as_none_and_a_file_is_never_half_there() throws IOException {
        lint(GivenLab::asDeclared);
        List<Path> files = kept();
        assertThat(files).hasSize(4).allMatch(file -> file.toString().endsWith(".json"));
        Files.writeString(files.getFirst(), Files.readString(files.getFirst()).substring(0, 40));
        Files.writeString(files.get(1), "{}");
        Files.writeString(files.get(2), "null");
        Files.write(files.get(3), new byte[0]);
        graded.clear();
        assertThat(lint(GivenLab::asDeclared).findings()).isEmpty();
        assertThat(graded).hasSize(4);
    }

    @Test
    void a_change_of_one_variant_grades_that_one_again_and_a_change_of_the_guide_none() throws IOException {
        lint(GivenLab::asDeclared);
        graded.clear();
        given.write("guide.adoc", "= Another guide");
        given.write("flawed/slow/serving.yaml", "a: 5");
        lint(GivenLab::asDeclared);
        assertThat(graded).containsExactly("flawed/slow");
        graded.clear();
        given.write("starter/serving.yaml", "a: 6");
        lint(GivenLab::asDeclared);
        assertThat(graded).hasSize(4);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("cache"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private LabReport lint(Function<Variant, Grade> grades) {
        return run(List.of(given.folder()), grades, false).getFirst();
    }

    private List<LabReport> run(List<Path> folders, Function<Variant, Grade> grades, boolean cheap) {
        return run(folders, grades, cheap, 1);
    }

    private List<LabReport> run(List<Path> folders, Function<Variant, Grade> grades, boolean cheap, int atOnce) {
        VariantGrader grader = (variant, ignored) -> {
            graded.add(variant.name());
            return grades.apply(variant);
        };
        ProgressLine line =
                new ProgressLine(new PrintStream(progress, true, StandardCharsets.UTF_8), false, atOnce, () -> 0);
        return new LabLint(grader, new VerdictCache(root.resolve("cache"), "engine"), cheap, atOnce).run(folders, line);
    }
}
