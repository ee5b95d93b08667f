package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.MachineTimes;
import academy.ascent.sandbox.SandboxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandReportTest {
    private static final String TIMES = " S 1 2 2 0 -1 4194560 7 0 0 0 ";
    private static final List<String> NODE =
            List.of("processors cpu  100 10 40 800 50 0 6 4 0 0", "boot 397a76bc-b523-48d8");

    @Test
    void times_of_processes_and_those_they_waited_for_are_added_up() {
        HandReport report = HandReport.read(with(
                "process 12 (java)" + TIMES + "200 30 4 5 20 0 2 0 8474374 2654208 439",
                "resident 1000",
                "thread 5000 100 7",
                "thread 6000 200 8",
                "process 13 (sh)" + TIMES + "1 0 0 0 20 0 1 0 8474374 2654208 439",
                "resident 24"));
        assertThat(report.cpuTime()).isEqualTo(Duration.ofMillis(2400));
        assertThat(report.residentBytes()).isEqualTo(1024 * 1024);
        assertThat(report.queued()).isEqualTo(Duration.ofNanos(300));
        assertThat(report.node())
                .isEqualTo(new MachineTimes(
                        Set.of("397a76bc-b523-48d8"),
                        Duration.ofMillis(10_100),
                        Duration.ofMillis(1_560),
                        Duration.ofMillis(40)));
    }

    /** A process names itself as it likes. */
    @Test
    void a_name_hides_no_time() {
        assertThat(HandReport.read(with("process 12 (a) S 1 1 1 1 (b" + ")" + TIMES + "7 0 0 0 20 0 1 0 1 2 3"))
                        .cpuTime())
                .isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void what_is_no_report_is_said() {
        assertThatThrownBy(() -> HandReport.read(List.of("sh: not found")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("sh: not found");
        assertThatThrownBy(() -> HandReport.read(with("process 12 (a) S 1"))).isInstanceOf(SandboxException.class);
    }

    private static List<String> with(String... lines) {
        return Stream.concat(NODE.stream(), Stream.of(lines)).toList();
    }
}
