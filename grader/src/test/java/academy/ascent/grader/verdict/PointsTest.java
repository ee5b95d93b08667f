package academy.ascent.grader.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PointsTest {

    @Test
    void passes_when_the_worst_case_reaches_the_mark() {
        assertThat(Points.decide(
                        List.of(result("a", Outcome.PASSED, 80, false), result("b", Outcome.UNDECIDED, 20, false)), 80))
                .isEqualTo(new Verdict.Passed(80));
    }

    @Test
    void an_undecided_must_keeps_a_full_score_from_passing() {
        assertThat(Points.decide(
                        List.of(result("a", Outcome.PASSED, 90, false), result("b", Outcome.UNDECIDED, 10, true)), 80))
                .isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void a_doubt_lasts_where_the_machine_lacks_what_a_check_needs_and_not_where_it_was_disturbed() {
        CheckResult disturbed = result("a", Outcome.UNDECIDED, 50, false);
        CheckResult lacking = result("b", Ground.STATIC, Outcome.UNDECIDED, 50, false);
        assertThat(Points.decide(List.of(disturbed, result("c", Outcome.PASSED, 50, false)), 80))
                .isEqualTo(new Verdict.Inconclusive("a: t", false));
        assertThat(Points.decide(List.of(disturbed, lacking), 80))
                .isEqualTo(new Verdict.Inconclusive("a: t; b: t", true));
    }

    @Test
    void what_a_person_has_to_give_is_waited_for_even_where_it_cannot_change_the_verdict() {
        List<CheckResult> results =
                List.of(result("a", Outcome.PASSED, 85, false), result("b", Outcome.IN_REVIEW, 15, false));
        assertThat(Points.decide(results, 80)).isEqualTo(new Verdict.InReview(85, 15));
        assertThat(Points.decide(results, 90)).isEqualTo(new Verdict.InReview(85, 15));
    }

    @Test
    void fails_when_the_best_case_cannot_reach_the_mark() {
        assertThat(Points.decide(
                        List.of(
                                result("a", Outcome.PASSED, 50, false),
                                result("b", Outcome.UNDECIDED, 20, false),
                                result("c", Outcome.FAILED, 30, false)),
                        80))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.earned()).isEqualTo(50));
    }

    @Test
    void a_failed_or_skipped_must_fails_at_any_score() {
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.SKIPPED)) {
            assertThat(Points.decide(
                            List.of(result("a", Outcome.PASSED, 99, false), result("b", outcome, 1, true)), 50))
                    .isInstanceOfSatisfying(
                            Verdict.Failed.class,
                            failed -> assertThat(failed.reason()).contains("b"));
        }
    }

    @Property
    void the_verdict_is_what_every_way_of_settling_the_undecided_checks_agrees_on(
            @ForAll("results") @Size(min = 1, max = 5) List<CheckResult> results,
            @ForAll @IntRange(min = 1, max = 150) int pass) {
        boolean best = passes(settle(results, Outcome.PASSED), pass);
        boolean worst = passes(settle(results, Outcome.FAILED), pass);
        boolean read =
                results.stream().anyMatch(result -> result.outcome() == Outcome.IN_REVIEW && result.points() > 0);
        boolean told = results.stream()
                .noneMatch(result -> result.outcome() == Outcome.UNDECIDED && (result.points() > 0 || result.must()));
        Class<?> open = read && told ? Verdict.InReview.class : Verdict.Inconclusive.class;
        Class<?> certain = read ? Verdict.InReview.class : Verdict.Passed.class;
        Class<?> expected = worst ? certain : best ? open : Verdict.Failed.class;
        assertThat(Points.decide(results, pass)).isInstanceOf(expected);
    }

    private static boolean passes(List<CheckResult> settled, int pass) {
        return settled.stream().noneMatch(result -> result.must() && result.outcome() != Outcome.PASSED)
                && Points.earned(settled) >= pass;
    }

    private static List<CheckResult> settle(List<CheckResult> results, Outcome outcome) {
        return results.stream()
                .map(result -> result.outcome() == Outcome.UNDECIDED || result.outcome() == Outcome.IN_REVIEW
                        ? result(result.id(), outcome, result.points(), result.must())
                        : result)
                .toList();
    }

    @Provide
    Arbitrary<List<CheckResult>> results() {
        return Combinators.combine(
                        Arbitraries.of(Outcome.class),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(true, false))
                // A review is never a must: lab.yaml refuses it.
                .as((outcome, points, must) -> result("c", outcome, points, must && outcome != Outcome.IN_REVIEW))
                .list();
    }

    private static CheckResult result(String id, Outcome outcome, int points, boolean must) {
        return result(id, Ground.MEASURED, outcome, points, must);
    }

    private static CheckResult result(String id, Ground ground, Outcome outcome, int points, boolean must) {
        int earned = outcome == Outcome.PASSED ? points : 0;
        return new CheckResult(id, "load", ground, outcome, points, earned, must, "t", "e", null, List.of(), List.of());
    }
}
