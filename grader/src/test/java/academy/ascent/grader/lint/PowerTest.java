package academy.ascent.grader.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.check.Checks;
import academy.ascent.grader.check.DecisionPlan;
import academy.ascent.grader.check.Margin;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerTest {
    private static final Margin USUAL = new Margin(0.7, 1.4);

    @TempDir
    Path root;

    @Test
    void availability_of_999_per_mille_needs_2995_requests_without_a_failure() {
        assertThat(Power.of(plan(0.001, 1e-12, 0.5, 0.05, 2994)).inside()).isZero();
        assertThat(Power.of(plan(0.001, 1e-12, 0.5, 0.05, 2995)).inside()).isCloseTo(1, within(1e-6));
    }

    @Test
    void one_look_at_a_share_is_decided_as_often_as_the_binomial_says() {
        // With 10 requests the upper bound at 0.5 is within 0.3 for no bad request at most: 0.9^10.
        assertThat(Power.of(plan(0.3, 0.1, 0.9, 0.5, 10)).inside())
                .isCloseTo(atMost(mostInside(10, 0.3, 0.5), 10, 0.1), within(1e-9));
    }

    @Test
    void several_looks_decide_as_often_as_they_do_when_they_are_played() {
        DecisionPlan plan = plan(0.05, 0.035, 0.07, 0.05 / 6, 500, 1000, 2000);
        Power power = Power.of(plan);
        assertThat(power.inside()).isCloseTo(played(plan, plan.inside(), true), within(0.02));
        assertThat(power.outside()).isCloseTo(played(plan, plan.outside(), false), within(0.02));
    }

    @Test
    void a_percentile_a_quarter_off_needs_as_many_requests_as_were_measured() throws IOException {
        DecisionPlan plan = only("rate: 50/s, for: 2s, p95: 50ms, margin: {p95: {inside: 0.75, outside: 1.25}}");
        DecisionPlan oneLook = new DecisionPlan(
                plan.target(), plan.share(), plan.inside(), plan.outside(), plan.margin(), List.of(100), 0.05, 0.05);
        assertThat(100 * Power.multipleNeeded(oneLook)).isCloseTo(445, within(45.0));
    }

    @Test
    void a_schedule_that_sends_more_decides_more() throws IOException {
        assertThat(Power.of(only("rate: 200/s, for: 10s, p95: 50ms")).suffices())
                .isTrue();
        assertThat(Power.of(only("rate: 5/s, for: 10s, p95: 50ms")).suffices()).isFalse();
        assertThat(Power.of(only("rate: 100/s, for: 10s, errors: 1%")).suffices())
                .isFalse();
        assertThat(Power.of(only("rate: 100/s, for: 10s, errors: 1%, margin: {errors: {inside: 0.2, outside: 2}}"))
                        .suffices())
                .isTrue();
    }

    @Test
    void no_errors_at_all_can_never_be_told() throws IOException {
        DecisionPlan plan = only("rate: 1000/s, for: 10s, errors: 0%");
        assertThat(Power.of(plan).suffices()).isFalse();
        assertThat(Power.multipleNeeded(plan)).isInfinite();
    }

    @Test
    void what_is_needed_suffices_and_a_tenth_less_does_not() {
        DecisionPlan plan = plan(0.01, 0.007, 0.014, 0.05 / 6, 4000);
        double multiple = Power.multipleNeeded(plan);
        assertThat(multiple).isGreaterThan(1);
        assertThat(Power.of(plan(0.01, 0.007, 0.014, 0.05 / 6, (int) (4000 * multiple) + 1))
                        .suffices())
                .isTrue();
        assertThat(Power.of(plan(0.01, 0.007, 0.014, 0.05 / 6, (int) (3600 * multiple)))
                        .suffices())
                .isFalse();
    }

    private DecisionPlan only(String with) throws IOException {
        GivenLab given = GivenLab.in(root);
        given.write("lab.yaml", GivenLab.YAML.replace("rate: 200/s, for: 10s, p95: 50ms", with));
        Lab lab = Labs.read(given.folder());
        CheckSpec load = lab.grading().getLast();
        List<DecisionPlan> plans = Checks.of(load).plans(load.with());
        assertThat(plans).hasSize(1);
        return plans.getFirst();
    }

    private static DecisionPlan plan(double share, double inside, double outside, double alpha, Integer... looks) {
        return new DecisionPlan("p", share, inside, outside, USUAL, List.of(looks), alpha, alpha);
    }

    private static int mostInside(int all, double share, double alpha) {
        int bad = 0;
        while (Share.bounds(bad, all, 1, alpha).high() <= share) {
            bad++;
        }
        return bad - 1;
    }

    private static double atMost(int most, int all, double truth) {
        double sum = 0;
        double term = Math.pow(1 - truth, all);
        for (int bad = 0; bad <= most; bad++) {
            sum += term;
            term *= (double) (all - bad) / (bad + 1) * truth / (1 - truth);
        }
        return sum;
    }

    /** Plays 4,000 measurements request by request. */
    private static double played(DecisionPlan plan, double truth, boolean asInside) {
        Random random = new Random(1);
        int right = 0;
        for (int game = 0; game < 4000; game++) {
            int bad = 0;
            int sent = 0;
            for (int look : plan.looks()) {
                for (; sent < look; sent++) {
                    bad += random.nextDouble() < truth ? 1 : 0;
                }
                Interval bounds = Share.bounds(bad, look, 1, plan.outsideAlpha(), plan.insideAlpha());
                if (bounds.high() <= plan.share() || bounds.low() > plan.share()) {
                    right += bounds.high() <= plan.share() == asInside ? 1 : 0;
                    break;
                }
            }
        }
        return right / 4000.0;
    }
}
