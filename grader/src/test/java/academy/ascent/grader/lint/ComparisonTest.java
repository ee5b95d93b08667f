package academy.ascent.grader.lint;

import static academy.ascent.grader.lint.GivenLab.grade;
import static academy.ascent.grader.lint.GivenLab.p95;
import static academy.ascent.grader.lint.GivenLab.result;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.lint.LabFinding.Kind;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Verdict FAILED = new Verdict.Failed(0, "why");
    private static final Verdict PASSED = new Verdict.Passed(100);

    @TempDir
    Path root;

    private GivenLab given;

    @BeforeEach
    void givenLab() throws IOException {
        given = GivenLab.in(root);
    }

    @Test
    void a_variant_that_fails_what_it_declares_and_nothing_else_is_as_declared() {
        for (String name : List.of("solution", "starter", "flawed/slow", "flawed/never-ready")) {
            Variant variant = given.variant(name);
            assertThat(new Comparison(variant, GivenLab.asDeclared(variant)).contradictions())
                    .isEmpty();
        }
    }

    @Test
    void a_check_that_is_skipped_since_its_ground_is_gone_is_no_contradiction() {
        thenContradictions("flawed/never-ready", FAILED, deploy(Outcome.FAILED), latency(Outcome.SKIPPED));
    }

    @Test
    void every_other_end_is_a_contradiction() {
        thenContradictions("solution", FAILED, deploy(Outcome.PASSED), latency(Outcome.FAILED), "fails latency");
        thenContradictions("solution", new Verdict.Refused(List.of("no")), "was refused: no");
        thenContradictions("flawed/slow", FAILED, deploy(Outcome.PASSED), latency(Outcome.PASSED), "it is passed");
        thenContradictions(
                "flawed/slow",
                FAILED,
                deploy(Outcome.FAILED),
                latency(Outcome.SKIPPED),
                "fails deploy",
                "must fail latency but it is skipped");
        thenContradictions("starter", PASSED, deploy(Outcome.PASSED), latency(Outcome.FAILED), "passes the lab");
    }

    @Test
    void what_is_undecided_contradicts_nothing() {
        thenContradictions(
                "solution", new Verdict.Inconclusive("?", false), deploy(Outcome.PASSED), latency(Outcome.UNDECIDED));
        thenContradictions("flawed/slow", new Verdict.Faulted("no sandbox"));
    }

    @Test
    void a_solution_stands_within_its_margin_and_a_failing_variant_beyond_it() {
        thenNarrow("solution", Outcome.PASSED, p95(34));
        thenNarrow("solution", Outcome.PASSED, p95(36), "p95 stands at 0.72 times its target, the solution may");
        thenNarrow("flawed/slow", Outcome.FAILED, p95(71));
        thenNarrow("flawed/slow", Outcome.FAILED, p95(69), "p95 stands at 1.38 times its target; at least one");
        thenNarrow("flawed/never-ready", Outcome.PASSED, p95(45));
    }

    @Test
    void a_variant_that_fails_although_its_numbers_meet_their_targets_failed_by_something_else() {
        thenNarrow("flawed/slow", Outcome.FAILED, p95(20));
    }

    private void thenNarrow(String name, Outcome outcome, Measurement measured, String... messages) {
        Grade grade = grade(PASSED, deploy(Outcome.PASSED), result("latency", outcome, measured));
        List<LabFinding> findings = new Comparison(given.variant(name), grade).narrowOnes();
        thenMessages(findings, Kind.NARROW, messages);
    }

    private void thenContradictions(String name, Verdict verdict, Object... resultsThenMessages) {
        CheckResult[] results = List.of(resultsThenMessages).stream()
                .filter(CheckResult.class::isInstance)
                .toArray(CheckResult[]::new);
        String[] messages = List.of(resultsThenMessages).stream()
                .filter(String.class::isInstance)
                .toArray(String[]::new);
        Grade grade = grade(verdict, results);
        thenMessages(new Comparison(given.variant(name), grade).contradictions(), Kind.CONTRADICTED, messages);
    }

    private static void thenMessages(List<LabFinding> findings, Kind kind, String... messages) {
        assertThat(findings).hasSize(messages.length);
        for (int i = 0; i < messages.length; i++) {
            assertThat(findings.get(i).kind()).isEqualTo(kind);
            assertThat(findings.get(i).message()).contains(messages[i]);
        }
    }

    private static CheckResult deploy(Outcome outcome) {
        return result("deploy", outcome);
    }

    private static CheckResult latency(Outcome outcome) {
        return result("latency", outcome);
    }
}
