package academy.ascent.benchmarks.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {

    @Test
    void steal_is_a_share_of_all_time_and_guests_are_not_counted_twice() {
        StolenTime start = StolenTime.of("cpu  100 0 50 800 10 0 20 20 7 7");
        StolenTime end = StolenTime.of("cpu  150 0 60 820 10 0 20 40 9 9");
        assertThat(start).isEqualTo(new StolenTime(20, 1000));
        assertThat(end.shareSince(start)).isEqualTo(0.2);
        assertThat(start.shareSince(start)).isZero();
    }

    @Test
    void this_machine_tells() {
        assertThat(StolenTime.now().all()).isPositive();
    }
}
