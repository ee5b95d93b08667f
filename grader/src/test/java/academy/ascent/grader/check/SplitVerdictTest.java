package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.check.SplitSettings.Shares;
import academy.ascent.grader.check.SplitVerdict.Answer;
import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitVerdictTest {
    private static final String ARMS = """
            route: scoring
            rate: 200/s
            arms:
              - {name: stable, model: m, version: "1", weight: 90%}
              - {name: canary, model: m, version: "2", weight: 10%}
            """;
    private static final String SHARES = ARMS + "requests: 4000\nband: 4%\n";
    private static final String ROLLBACK =
            ARMS + "on-trial: canary\nback-within: 10s\nbad: [{name: errors, file: c.onnx, by: grading/e.onnx}]\n";

    @Test
    void shares_at_their_weights_pass_and_others_fail() {
        assertThat(drawn(0.10).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(drawn(0.25).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(drawn(0.90).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(drawn(0.02).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_share_at_the_edge_of_its_band_stays_open() {
        assertThat(drawn(0.14).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void a_share_at_its_weight_is_hardly_ever_failed() {
        int failed = 0;
        for (int run = 0; run < 300; run++) {
            failed += drawn(0.1, run).outcome() == Outcome.FAILED ? 1 : 0;
        }
        assertThat(failed).isZero();
    }

    @Test
    void an_arm_that_falls_silent_fails_although_its_share_is_right() {
        SplitVerdict verdict = verdict(SHARES, i -> i < 3000 && i % 8 == 0 ? 1 : 0);
        assertThat(verdict.arms().getLast().share()).isBetween(0.09, 0.1);
        assertThat(verdict.arms().getLast().silent()).isTrue();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_healthy_arm_that_was_taken_out_is_told_by_when_and_spared_on_a_host_that_is_not_clean() {
        SplitSettings settings = settings(SHARES);
        SplitVerdict verdict = verdict(SHARES, i -> i < 400 && i % 10 == 0 ? 1 : 0);
        HostWitness clean = new HostWitness("canary", 100, 0, 0, null, "none", true, true, "");
        Finding failed = SplitReport.finding(settings, (Shares) settings.question(), verdict, clean);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.title()).isEqualTo("canary answered nobody after 2.0 s");
        assertThat(failed.explanation()).contains("look at slower-than");
        Finding spared = SplitReport.finding(
                settings, (Shares) settings.question(), verdict, clean.blaming("the generator was late"));
        assertThat(spared.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(spared.explanation()).contains("since the generator was late");
    }

    @Test
    void an_arm_that_is_seldom_asked_from_the_start_is_not_silent() {
        SplitVerdict swapped = verdict(SHARES, i -> i % 10 == 0 ? 0 : 1);
        assertThat(swapped.arms()).noneMatch(SplitVerdict.ArmShare::silent);
        assertThat(swapped.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void requests_that_no_arm_answered_fail_beyond_one_percent() {
        assertThat(verdict(SHARES, i -> i % 20 == 3 ? ArmAnswers.NOBODY : i % 10 == 0 ? 1 : 0)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(verdict(SHARES, i -> i % 400 == 3 ? ArmAnswers.NOBODY : i % 10 == 0 ? 1 : 0)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void only_what_no_noise_of_the_host_makes_is_certain() {
        assertThat(drawn(0.25).isCertain()).isTrue();
        assertThat(drawn(0).isCertain()).isTrue();
        assertThat(drawn(0.1).isCertain()).isFalse();
        assertThat(verdict(SHARES, i -> i < 1000 && i % 10 == 0 ? 1 : 0).isCertain())
                .as("an arm that was slow for a while may have been taken out")
                .isFalse();
        assertThat(verdict(SHARES, i -> i % 10 == 0 ? i % 40 == 0 ? 1 : ArmAnswers.NOBODY : 0)
                        .isCertain())
                .as("an arm whose requests were lost may have its share all the same")
                .isFalse();
    }

    @Test
    void one_key_at_two_arms_is_a_counterexample() {
        SplitSettings settings = settings(SHARES + "sticky: user\n");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            int key = i % 4000;
            boolean moved = i == 7999;
            answers.add(new Answer(i, key, key % 10 == 0 != moved ? 1 : 0));
        }
        SplitVerdict verdict = SplitVerdict.of(settings, (Shares) settings.question(), answers);
        assertThat(verdict.keys()).isEqualTo(4000);
        assertThat(verdict.moved()).isEqualTo(1);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.isCertain()).isTrue();
    }

    @Test
    void a_key_counts_once_however_often_it_asks() {
        SplitSettings settings = settings(SHARES + "sticky: user\n");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            answers.add(new Answer(i, i, i % 10 == 0 ? 1 : 0));
            // The keys of the canary ask five times as often.
            for (int more = 0; i % 10 == 0 && more < 4; more++) {
                answers.add(new Answer(i, i, 1));
            }
        }
        assertThat(SplitVerdict.of(settings, (Shares) settings.question(), answers)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void each_look_at_a_sticky_route_asks_new_keys_twice() {
        Shares asked = (Shares) settings(SHARES + "sticky: user\n").question();
        int[] keys = SharesRound.keys(asked, 4000, new SplittableRandom(1));
        assertThat(Arrays.stream(keys, 0, 2000)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(keys, 2000, 4000).sorted().toArray()).isEqualTo(Arrays.copyOf(keys, 2000));
        assertThat(Arrays.copyOfRange(keys, 2000, 4000)).isNotEqualTo(Arrays.copyOf(keys, 2000));
        assertThat(Arrays.stream(keys, 4000, 8000).min()).hasValue(4000);
    }

    @Test
    void a_bad_arm_is_out_when_hardly_a_request_meets_it_afterwards() {
        assertThat(rollback(990, 0).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(rollback(1600, 10).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rollback(1000 + 30, 10).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(rollback(400, 1).lastMet()).hasMillis(3990);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            band: 4%          | band: 10%            | with.band must leave every weight some room
            weight: 90%       | weight: 80%          | must be two or more whose weights are 100% together
            name: canary      | name: stable         | is that of an earlier arm
            route: scoring    | route: a/b           | must be letters, digits, dots
            requests: 4000    | back-within: 9s      | is asked of a bad arm
            """)
    void a_wrong_question_about_shares_is_refused(String right, String wrong, String why) {
        assertThatThrownBy(() -> settings(SHARES.replace(right, wrong)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(why.replace("with.", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on-trial: canary  | on-trial: other      | must name an arm
            back-within: 10s  | back-within: 2m      | must be from 1us to 1m
            back-within: 10s  | band: 4%             | is not asked of a bad arm
            grading/e.onnx    | ../e.onnx            | leaves its folder
            """)
    void a_wrong_question_about_a_bad_arm_is_refused(String right, String wrong, String why) {
        assertThat(settings(ROLLBACK).question()).isInstanceOf(SplitSettings.Rollback.class);
        assertThatThrownBy(() -> settings(ROLLBACK.replace(right, wrong)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(why);
    }

    private static SplitVerdict drawn(double share) {
        return drawn(share, 7);
    }

    private static SplitVerdict drawn(double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return verdict(SHARES, i -> random.nextDouble() < share ? 1 : 0);
    }

    private static SplitVerdict verdict(String yaml, IntUnaryOperator arm) {
        SplitSettings settings = settings(yaml);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            answers.add(new Answer(i * 5_000_000L, i, arm.applyAsInt(i)));
        }
        return SplitVerdict.of(settings, (Shares) settings.question(), answers);
    }

    /** 16 s at 100/s, of which every so many requests meet the bad arm until a number; 0 meets it with all of them. */
    private static RollbackVerdict rollback(int until, int every) {
        long[] nanos = new long[1600];
        boolean[] good = new boolean[1600];
        for (int i = 0; i < good.length; i++) {
            nanos[i] = i * 10_000_000L;
            good[i] = i >= until || every > 0 && i % every != 0;
        }
        SplitSettings.Rollback asked =
                (SplitSettings.Rollback) settings(ROLLBACK).question();
        return RollbackVerdict.of(nanos, good, asked.backWithin());
    }

    private static SplitSettings settings(String yaml) {
        return SplitSettings.read(GivenSettings.with(yaml));
    }
}
