package academy.ascent.benchmarks.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SleepTableTest {

    @Test
    void the_declared_share_of_sleeps_is_longer_than_the_declared_p95() {
        long[] nanos = SleepTable.of(10, 36, 1000).nanos();
        assertThat(nanos).isSorted().hasSize(1000);
        assertThat(nanos[0]).isCloseTo(10_000_000, within(100_000L));
        assertThat(Arrays.stream(nanos).filter(each -> each > 36_000_000).count())
                .isEqualTo(50);
    }

    @Test
    void without_a_tail_every_sleep_is_the_least() {
        assertThat(SleepTable.of(0, 0, 100).nanos()).containsOnly(0);
    }

    @Test
    void a_p95_below_the_least_is_refused() {
        assertThatThrownBy(() -> SleepTable.of(10, 5, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p95 of 5.0 ms");
    }

    @Test
    void sleeping_takes_at_least_as_long_as_the_table_says() throws InterruptedException {
        SleepTable table = SleepTable.of(2, 2, 1);
        long start = System.nanoTime();
        table.sleep(0);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
    }
}
