package academy.ascent.grader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Property(tries = 100)
    void a_poisson_schedule_has_the_declared_rate_and_never_falls(
            @ForAll @IntRange(min = 20, max = 1000) int rate, @ForAll @LongRange long seed) {
        Schedule schedule = Schedule.poisson(rate, Duration.ofSeconds(20), seed);
        double expected = rate * 20.0;
        // Six standard deviations of a Poisson count.
        assertThat((double) schedule.size())
                .isBetween(expected - 6 * Math.sqrt(expected), expected + 6 * Math.sqrt(expected));
        for (int i = 1; i < schedule.size(); i++) {
            assertThat(schedule.nanos(i)).isBetween(schedule.nanos(i - 1), 20_000_000_000L);
        }
    }

    @Property(tries = 20)
    void the_gaps_of_a_poisson_schedule_are_exponential(@ForAll @LongRange long seed) {
        Schedule schedule = Schedule.poisson(500, Duration.ofSeconds(40), seed);
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < schedule.size(); i++) {
            double gap = (schedule.nanos(i) - schedule.nanos(i - 1)) / 1e9;
            sum += gap;
            squares += gap * gap;
        }
        int n = schedule.size() - 1;
        double mean = sum / n;
        double deviation = Math.sqrt(squares / n - mean * mean);
        assertThat(deviation / mean).isBetween(0.93, 1.07);
    }

    @Test
    void the_same_seed_draws_the_same_schedule() {
        Schedule one = Schedule.poisson(100, Duration.ofSeconds(5), 42);
        Schedule two = Schedule.poisson(100, Duration.ofSeconds(5), 42);
        assertThat(one.size()).isEqualTo(two.size());
        assertThat(one.nanos(37)).isEqualTo(two.nanos(37));
        assertThat(Schedule.poisson(100, Duration.ofSeconds(5), 43).nanos(37)).isNotEqualTo(one.nanos(37));
    }

    @Test
    void a_constant_schedule_has_equal_gaps() {
        Schedule schedule = Schedule.constant(50, Duration.ofSeconds(2));
        assertThat(schedule.size()).isEqualTo(100);
        assertThat(schedule.nanos(99)).isEqualTo(1_980_000_000L);
    }

    @Property(tries = 50)
    void a_ramp_sends_as_much_as_its_mean_rate_and_more_at_the_steep_end(
            @ForAll @IntRange(min = 0, max = 400) int from,
            @ForAll @IntRange(min = 1, max = 400) int to,
            @ForAll @LongRange long seed) {
        Schedule schedule = Schedule.poisson(Rate.ramp(from, to, Duration.ofSeconds(40)), seed);
        double expected = (from + to) * 20.0;
        assertThat((double) schedule.size())
                .isBetween(expected - 6 * Math.sqrt(expected), expected + 6 * Math.sqrt(expected));
        // Of a ramp from a to b the first half holds (3a + b) / 4(a + b).
        double firstHalf = expected * (3.0 * from + to) / (4.0 * (from + to));
        assertThat((double) between(schedule, 0, 20))
                .isBetween(firstHalf - 6 * Math.sqrt(firstHalf) - 1, firstHalf + 6 * Math.sqrt(firstHalf) + 1);
    }

    @Test
    void a_spike_is_sent_where_it_was_meant() {
        Rate rate = Rate.steady(100, Duration.ofSeconds(3))
                .thenSteady(500, Duration.ofSeconds(2))
                .thenSteady(100, Duration.ofSeconds(5));
        Schedule schedule = Schedule.constant(rate);
        assertThat(schedule.size()).isEqualTo(1800);
        assertThat(between(schedule, 0, 3)).isEqualTo(300);
        assertThat(between(schedule, 3, 5)).isEqualTo(1000);
        assertThat(between(schedule, 5, 10)).isEqualTo(500);
    }

    @Test
    void a_constant_ramp_has_no_gap_and_no_knot() {
        Schedule schedule = Schedule.constant(Rate.ramp(0, 100, Duration.ofSeconds(10)));
        assertThat(schedule.size()).isEqualTo(500);
        // Half of t squared times ten: request 125 of 500 at half the time.
        assertThat(schedule.nanos(125)).isEqualTo(5_000_000_000L);
        assertThat(between(schedule, 9, 10)).isEqualTo(95);
    }

    @Test
    void a_rate_that_sends_nothing_is_refused() {
        assertThatThrownBy(() -> Rate.ramp(0, 0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.steady(5, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.ramp(-1, 5, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0/s");
    }

    private static int between(Schedule schedule, int fromSecond, int toSecond) {
        int count = 0;
        for (int i = 0; i < schedule.size(); i++) {
            count += schedule.nanos(i) >= fromSecond * 1_000_000_000L && schedule.nanos(i) < toSecond * 1_000_000_000L
                    ? 1
                    : 0;
        }
        return count;
    }
}
