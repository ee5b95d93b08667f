package academy.ascent.grader.load;

import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(schedule.nanos(i)).isBetween(schedule.nanos(i - 1), 20_000_000_000L - 1);
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
}
