package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.grader.verdict.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UptimeVerdictTest {
    private static final UptimeSettings ASKED =
            new UptimeSettings(50, List.of(new Disruption.Kill()), 5, Duration.ofSeconds(10), 0.9);

    @Test
    void episodes_well_inside_the_budget_pass_and_well_outside_fail() {
        assertThat(verdict(true, 27, 28, 27, 26, 29)).isEqualTo(CheckResult.Outcome.PASSED);
        assertThat(verdict(true, 230, 240, 210, 250, 220)).isEqualTo(CheckResult.Outcome.FAILED);
    }

    @Test
    void one_bad_episode_among_good_ones_leaves_it_open() {
        assertThat(verdict(true, 10, 10, 200, 10, 10)).isEqualTo(CheckResult.Outcome.UNDECIDED);
    }

    @Test
    void replicas_that_do_not_come_back_fail_however_few_requests_do() {
        assertThat(verdict(false, 0, 0, 0, 0, 0)).isEqualTo(CheckResult.Outcome.FAILED);
    }

    @Test
    void a_slot_is_bad_when_any_request_meant_for_it_failed() {
        assertThat(episode(6, true, Outcome.RESET).slots())
                .startsWith(true, true, false, false)
                .hasSize(100);
    }

    @Test
    void an_outage_is_spared_what_the_hypervisor_took_in_it_and_a_round_of_probes() {
        Episode cutOff = episode(120, true, Outcome.RESET);
        assertThat(cutOff.failures()).isEqualTo(120);
        // 0.2 s and one second, at 50/s.
        assertThat(cutOff.without(taken(0, 200)).failures()).isEqualTo(60);
        assertThat(cutOff.without(taken(5_000, 200)).failures()).isEqualTo(120);
        assertThat(episode(120, true, Outcome.ANSWERED).without(taken(0, 200)).failures())
                .isEqualTo(120);
    }

    @Test
    void once_all_are_ready_again_who_was_cut_off_while_time_was_taken_is_left_out() {
        Episode cutOff = episode(200, true, Outcome.RESET);
        // From the fourth second on all are ready; what was taken at its half counts for a second more.
        assertThat(cutOff.without(taken(3_500, 10)).failures()).isEqualTo(175);
    }

    @Test
    void a_time_out_counts_unless_half_of_it_was_taken() {
        Sample late = new Sample(0, 0, 0, 2_000_000_000L, Outcome.TIMED_OUT, 0, "", "tumour-0");
        assertThat(taken(100, 999).mayHaveFailed(late)).isFalse();
        assertThat(taken(100, 1000).mayHaveFailed(late)).isTrue();
    }

    /** What the hypervisor took, from so many milliseconds after the start on, within a tenth of a second. */
    private static Stolen taken(long atMillis, long millis) {
        long at = atMillis * 1_000_000;
        return new Stolen(0, StealLog.of(List.of(new StealLog.Theft(at, at + 100_000_000, millis * 1_000_000))));
    }

    private static CheckResult.Outcome verdict(boolean back, int... failures) {
        List<Episode> episodes = new ArrayList<>();
        for (int failed : failures) {
            episodes.add(episode(failed, back, Outcome.RESET));
        }
        return UptimeVerdict.of(ASKED, episodes, 1).outcome();
    }

    /** Ten seconds at 50/s whose first requests fail. */
    private static Episode episode(int failures, boolean back, Outcome outcome) {
        boolean[] failed = new boolean[500];
        List<Sample> samples = IntStream.range(0, 500)
                .mapToObj(i -> new Sample(i, i * 20_000_000L, 0, 1, outcome, 200, "", "tumour-0"))
                .toList();
        for (int i = 0; i < failures; i++) {
            failed[i] = true;
        }
        return new Episode(
                new Disruption.Kill(), "tumour-0", 0, 10_000_000_000L, Duration.ofSeconds(3), back, samples, failed);
    }
}
