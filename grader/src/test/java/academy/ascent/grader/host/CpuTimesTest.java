package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

    @Test
    void busy_leaves_out_idle_waiting_and_stolen_time() {
        CpuTimes times = CpuTimes.parse(List.of("cpu  100 10 50 800 20 5 5 10 7 0", "cpu0 1 2 3"), List.of());
        assertThat(times).isEqualTo(new CpuTimes(1000, 170, 10));
    }

    @Test
    void chosen_cores_are_added_up() {
        List<String> lines = List.of(
                "cpu  9 9 9 9 9 9 9 9",
                "cpu0 1 0 0 9 0 0 0 0",
                "cpu1 2 0 0 8 0 0 0 3",
                "cpu11 4 0 0 6 0 0 0 0",
                "intr 5");
        assertThat(CpuTimes.parse(lines, List.of(1))).isEqualTo(new CpuTimes(13, 2, 3));
        assertThat(CpuTimes.parse(lines, List.of(0, 11))).isEqualTo(new CpuTimes(20, 5, 0));
    }

    @Test
    void the_real_file_is_read() {
        assertThat(CpuTimes.read(List.of()).total()).isPositive();
    }
}
