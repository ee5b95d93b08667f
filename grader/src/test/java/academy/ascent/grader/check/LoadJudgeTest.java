package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.Target.Reply;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.statistics.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Simulated services with a known share of late requests, judged as in a grading. */
class LoadJudgeTest {
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
    private static final Target P95 = new Target.Latency(95, Duration.ofMillis(50));

    @Test
    void a_service_well_inside_passes_and_one_well_outside_fails() {
        assertThat(decisions(200, 0.01, 300)).containsEntry(Decision.INSIDE, 300);
        assertThat(decisions(200, 0.12, 300)).containsEntry(Decision.OUTSIDE, 300);
    }

    @Test
    void at_the_target_itself_wrong_verdicts_stay_below_five_percent() {
        Map<Decision, Integer> decisions = decisions(200, 0.05, 1000);
        assertThat(decisions.getOrDefault(Decision.INSIDE, 0)).isLessThan(40);
        assertThat(decisions.getOrDefault(Decision.OUTSIDE, 0)).isLessThan(40);
    }

    @Test
    void more_targets_make_none_easier_to_meet_and_each_harder_to_miss() {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            replies.add(new Reply(i * 5_000_000L, i % 20 == 0 ? 80_000_000 : 10_000_000, false));
        }
        Target p99 = new Target.Latency(99, Duration.ofMillis(50));
        Interval alone = LoadJudge.judge(List.of(P95), replies, 10_000_000_000L)
                .getFirst()
                .bounds();
        Interval among = LoadJudge.judge(List.of(P95, p99), replies, 10_000_000_000L)
                .getFirst()
                .bounds();
        assertThat(among.high()).isEqualTo(alone.high());
        assertThat(among.low()).isLessThan(alone.low());
    }

    @Test
    void failures_in_bursts_never_pass_before_a_whole_minute() {
        assertThat(inBursts(Duration.ofSeconds(10)).decision()).isEqualTo(Decision.OPEN);
        assertThat(inBursts(Duration.ofSeconds(40)).decision()).isEqualTo(Decision.OPEN);
        assertThat(inBursts(Duration.ofSeconds(60)).decision()).isEqualTo(Decision.INSIDE);
    }

    /** Of 200 requests a second, those of 0.3 s in the middle fail. */
    private static LoadJudge.Judged inBursts(Duration window) {
        int requests = (int) window.toSeconds() * 200;
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            replies.add(new Reply(i * 5_000_000L, 100_000_000L, i >= requests / 2 && i < requests / 2 + 60));
        }
        LoadJudge.Judged judged = LoadJudge.judge(List.of(new Target.Errors(0.5)), replies, window.toNanos())
                .getFirst();
        assertThat(judged.effect()).isGreaterThan(LoadJudge.SATURATED);
        return judged;
    }

    @Test
    void a_failed_request_is_bad_for_a_latency_however_quickly_it_failed() {
        assertThat(P95.isBad(new Reply(0, 1, true))).isTrue();
        assertThat(P95.isBad(new Reply(0, 50_000_000, false))).isFalse();
        assertThat(P95.isBad(new Reply(0, 50_000_001, false))).isTrue();
        assertThat(new Target.Errors(0.01).isBad(new Reply(0, 60_000_000_000L, false)))
                .isFalse();
    }

    private static Map<Decision, Integer> decisions(int rate, double lateShare, int runs) {
        Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
        for (int run = 0; run < runs; run++) {
            decisions.merge(decide(rate, lateShare, run), 1, Integer::sum);
        }
        return decisions;
    }

    private static Decision decide(int rate, double lateShare, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Schedule schedule = Schedule.poisson(rate, LOOKS.getLast(), seed);
        List<Reply> all = new ArrayList<>();
        for (int i = 0; i < schedule.size(); i++) {
            all.add(new Reply(schedule.nanos(i), random.nextDouble() < lateShare ? 80_000_000 : 10_000_000, false));
        }
        Decision decision = Decision.OPEN;
        for (Duration look : LOOKS) {
            List<Reply> seen =
                    all.stream().filter(reply -> reply.nanos() < look.toNanos()).toList();
            decision = LoadJudge.together(LoadJudge.judge(List.of(P95), seen, look.toNanos()));
            if (decision != Decision.OPEN) {
                return decision;
            }
        }
        return decision;
    }
}
