package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void restarts_come_at_once_then_after_ten_seconds_then_doubled_up_to_five_minutes() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(Pace.KUBELET::backOff).map(Duration::toSeconds))
                .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void a_thousand_crashes_do_not_overflow() {
        assertThat(Pace.KUBELET.backOff(1000)).isEqualTo(Duration.ofMinutes(5));
    }
}
