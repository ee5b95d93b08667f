package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

    @Test
    void busy_leaves_out_idle_waiting_and_stolen_time() {
        CpuTimes times = CpuTimes.parse(List.of("cpu  100 10 50 800 20 5 5 10 7 0", "cpu0 1 2 3"));
        assertThat(times).isEqualTo(new CpuTimes(1000, 170, 10));
    }

    @Test
    void the_real_file_is_read() {
        assertThat(CpuTimes.read().total()).isPositive();
    }
}
