package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.load.Sample;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UptimeReportTest {
    private static final Disruption KILL = new Disruption.Kill();
    private static final Disruption SPIKE = new Disruption.Spike(3, Duration.ofSeconds(4));
    private static final HostWitness CLEAN = new HostWitness("uptime", 0, 0, 0, null, "none", true, true, "");

    @Test
    void one_kind_of_fault_is_told_as_it_happened() {
        Finding finding = finding(List.of(KILL), 5, 30);
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.explanation())
                .contains("from when a replica is killed until all replicas are ready again, and for 10 s at least")
                .contains("5 times one replica was killed at 50/s: 150 of 2,500 requests failed, all replicas were");
        assertThat(finding.evidence().getFirst().content()).contains("a replica is killed", ">kill 1<", ">kill 5<");
    }

    @Test
    void of_several_kinds_each_is_named_and_only_what_harmed_is_advised_on() {
        Finding finding = finding(List.of(KILL, SPIKE), 10, 10, 200);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation())
                .contains("5 times each one replica was killed, and 3 times as many requests came for 4 s at 50/s:")
                .contains("1,050 of 5,000 requests failed (kill 50 of 2,500, spike 1,000 of 2,500)")
                .contains(SPIKE.advice())
                .doesNotContain(KILL.advice());
        assertThat(finding.evidence().getFirst().content())
                .contains("the fault begins", ">kill 1<", ">spike 1<", ">spike 5<")
                .doesNotContain(">kill 6<");
    }

    /** What kinds differ in is no chance: every round is like the other ones, so the bounds are tight. */
    @Test
    void rounds_not_episodes_are_drawn_anew() {
        UptimeSettings settings = settings(List.of(KILL, SPIKE));
        UptimeVerdict verdict = UptimeVerdict.of(settings, episodes(settings, 10, 10, 200), 1);
        assertThat(verdict.bounds().low()).isEqualTo(verdict.bounds().high()).isEqualTo(0.79);
    }

    private static Finding finding(List<Disruption> kinds, int episodes, int... failures) {
        UptimeSettings settings = settings(kinds);
        List<Episode> done = episodes(settings, episodes, failures);
        return UptimeReport.finding(settings, done, UptimeVerdict.of(settings, done, 1), CLEAN, true);
    }

    private static UptimeSettings settings(List<Disruption> kinds) {
        return new UptimeSettings(50, kinds, 5, Duration.ofSeconds(10), 0.9);
    }

    /** Episodes of ten seconds at 50/s; the numbers of failures come in turn. */
    private static List<Episode> episodes(UptimeSettings settings, int count, int... failures) {
        List<Episode> episodes = new ArrayList<>();
        List<Sample> samples = IntStream.range(0, 500)
                .mapToObj(i -> new Sample(i, i * 20_000_000L, 0, 1, Sample.Outcome.RESET, 0, "", "m-0"))
                .toList();
        for (int i = 0; i < count; i++) {
            boolean[] failed = new boolean[500];
            for (int j = 0; j < failures[i % failures.length]; j++) {
                failed[j] = true;
            }
            episodes.add(new Episode(
                    settings.disruption(i), "m-0", 0, 10_000_000_000L, Duration.ofSeconds(3), true, samples, failed));
        }
        return episodes;
    }
}
