package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.admission.Autoscaler;
import academy.ascent.sandbox.admission.Autoscaler.Behavior;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.admission.Autoscaler.Rules;
import academy.ascent.sandbox.admission.Autoscaler.Select;
import academy.ascent.sandbox.admission.Autoscaler.Speed;
import academy.ascent.sandbox.local.AutoscalerRun.Pod;
import academy.ascent.sandbox.local.AutoscalerRun.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods request 100 thousandths of a core, so that those which they use are the percentage, too. */
class AutoscalerRunTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Rules DISABLED = new Rules(Duration.ZERO, Select.DISABLED, List.of());

    private final AutoscalerRun run = new AutoscalerRun();

    private static Autoscaler autoscaler(Optional<Behavior> behavior) {
        return new Autoscaler("scaler", "Deployment", "web", 1, 20, List.of(new Goal.Utilization(50)), behavior);
    }

    private static Rules rules(Duration window, Select select, Speed... policies) {
        return new Rules(window, select, List.of(policies));
    }

    private static List<Pod> using(long... percents) {
        return LongStream.of(percents)
                .mapToObj(percent -> new Pod(Sight.MEASURED, percent, 100))
                .toList();
    }

    private static List<Pod> with(List<Pod> pods, Sight sight, int count) {
        List<Pod> all = new ArrayList<>(pods);
        for (int i = 0; i < count; i++) {
            all.add(new Pod(sight, 0, 100));
        }
        return all;
    }

    /** After a while in which the goal was met. */
    private int next(int replicas, List<Pod> pods) {
        run.next(autoscaler(Optional.empty()), replicas, _ -> using(50), Duration.ZERO);
        return run.next(autoscaler(Optional.empty()), replicas, _ -> pods, MINUTE.multipliedBy(6));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100, 2", // twice the goal
        "2, 75, 3",
        "3, 55, 3", // within a tenth of the goal
        "3, 45, 3",
        "4, 44, 4", // 3.52 is rounded up
        "4, 25, 2",
        "4, 0, 1", // never below the least
        "1, 1000, 4", // at once to four at most
        "4, 1000, 8", // or to twice as many
        "15, 1000, 20", // and never beyond the most
        "0, 100, 0", // what was switched off stays so
        "30, 100, 20" // what is beyond the most is brought back
    })
    void the_mean_use_decides(int replicas, long percent, int next) {
        long[] percents = new long[replicas];
        java.util.Arrays.fill(percents, percent);
        assertThat(next(replicas, using(percents))).isEqualTo(next);
    }

    @Test
    void while_nothing_is_measured_nothing_changes() {
        assertThat(next(3, List.of())).isEqualTo(3);
        assertThat(next(3, with(List.of(), Sight.UNREADY, 3))).isEqualTo(3);
        assertThat(next(3, with(List.of(), Sight.MISSING, 3))).isEqualTo(3);
    }

    @Test
    void pods_that_are_not_ready_yet_use_nothing_when_more_are_wanted() {
        assertThat(next(2, with(using(100), Sight.UNREADY, 1))).isEqualTo(2);
        assertThat(next(2, with(using(200), Sight.UNREADY, 1))).isEqualTo(4);
    }

    @Test
    void pods_that_are_not_ready_do_not_count_when_fewer_are_wanted() {
        assertThat(next(4, with(using(10, 10, 10), Sight.UNREADY, 1))).isEqualTo(1);
    }

    @Test
    void pods_without_measurement_use_all_they_request_when_fewer_are_wanted() {
        assertThat(next(4, with(using(10, 10), Sight.MISSING, 1))).isEqualTo(3);
    }

    @Test
    void a_pod_without_measurement_may_keep_all_of_them() {
        assertThat(next(4, with(using(20, 20, 20), Sight.MISSING, 1))).isEqualTo(4);
    }

    @Test
    void pods_without_measurement_use_nothing_when_more_are_wanted() {
        assertThat(next(2, with(using(90), Sight.MISSING, 1))).isEqualTo(2);
    }

    @Test
    void several_goals_are_all_met() {
        Autoscaler both = new Autoscaler(
                "scaler",
                "Deployment",
                "web",
                1,
                20,
                List.of(new Goal.Utilization(50), new Goal.AverageValue(10)),
                Optional.empty());
        run.next(both, 2, _ -> using(10), Duration.ZERO);
        assertThat(run.next(both, 2, _ -> using(25, 15), MINUTE)).isEqualTo(4);
    }

    @Test
    void fewer_come_only_after_five_minutes_in_which_no_more_were_wanted() {
        assertThat(run.next(autoscaler(Optional.empty()), 4, _ -> using(50, 50, 50, 50), MINUTE))
                .isEqualTo(4);
        for (Duration now = MINUTE; now.compareTo(MINUTE.multipliedBy(6)) < 0; now = now.plusSeconds(15)) {
            assertThat(run.next(autoscaler(Optional.empty()), 4, _ -> using(10, 10, 10, 10), now))
                    .isEqualTo(4);
        }
        assertThat(run.next(autoscaler(Optional.empty()), 4, _ -> using(10, 10, 10, 10), MINUTE.multipliedBy(6)))
                .isEqualTo(1);
    }

    @Test
    void policies_bound_what_changes_within_their_period() {
        Rules up = rules(Duration.ZERO, Select.MAX, new Speed(false, 1, MINUTE), new Speed(true, 50, MINUTE));
        Autoscaler paced = autoscaler(Optional.of(new Behavior(up, DISABLED)));
        assertThat(run.next(paced, 4, _ -> using(200, 200, 200, 200), MINUTE)).isEqualTo(6);
        assertThat(run.next(paced, 6, _ -> using(200, 200, 200, 200, 200, 200), MINUTE.plusSeconds(59)))
                .isEqualTo(6);
        assertThat(run.next(paced, 6, _ -> using(200, 200, 200, 200, 200, 200), MINUTE.multipliedBy(2)))
                .isEqualTo(9);
    }

    @Test
    void the_least_of_the_policies_may_be_asked_for() {
        Rules down = rules(Duration.ZERO, Select.MIN, new Speed(false, 1, MINUTE), new Speed(true, 50, MINUTE));
        Autoscaler paced = autoscaler(Optional.of(new Behavior(DISABLED, down)));
        assertThat(run.next(paced, 4, _ -> using(0, 0, 0, 0), MINUTE)).isEqualTo(3);
    }

    @Test
    void a_window_upwards_waits_for_a_load_that_lasts() {
        Rules up = rules(MINUTE, Select.MAX, new Speed(false, 9, Duration.ofSeconds(1)));
        Autoscaler steady = autoscaler(Optional.of(new Behavior(up, DISABLED)));
        assertThat(run.next(steady, 1, _ -> using(50), MINUTE)).isEqualTo(1);
        assertThat(run.next(steady, 1, _ -> using(200), MINUTE.plusSeconds(30))).isEqualTo(1);
        assertThat(run.next(steady, 1, _ -> using(200), MINUTE.multipliedBy(2))).isEqualTo(4);
    }

    @Test
    void a_direction_that_is_disabled_is_never_taken() {
        Autoscaler fixed = autoscaler(Optional.of(new Behavior(DISABLED, DISABLED)));
        assertThat(run.next(fixed, 2, _ -> using(500, 500), MINUTE)).isEqualTo(2);
        assertThat(run.next(fixed, 2, _ -> using(0, 0), MINUTE)).isEqualTo(2);
    }

    @Test
    void the_use_that_is_told_is_that_of_the_measured_pods() {
        assertThat(AutoscalerRun.utilization(with(using(40, 81), Sight.UNREADY, 1)))
                .hasValue(60);
        assertThat(AutoscalerRun.utilization(List.of())).isEqualTo(OptionalInt.empty());
    }
}
