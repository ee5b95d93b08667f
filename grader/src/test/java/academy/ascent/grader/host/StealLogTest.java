package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.StealLog.Theft;
import java.util.List;
import org.junit.jupiter.api.Test;

class StealLogTest {
    private static final long MILLI = 1_000_000;

    @Test
    void what_was_taken_delays_what_was_under_way_and_what_had_to_catch_up() {
        StealLog log = StealLog.of(List.of(theft(5000, 40), theft(5100, 30), theft(9000, 20)));
        assertThat(delay(log, 4800, 4950)).isZero();
        assertThat(delay(log, 4950, 5050)).isEqualTo(40 * MILLI);
        assertThat(delay(log, 4950, 5150)).isEqualTo(70 * MILLI);
        assertThat(delay(log, 6050, 6060)).as("the first is caught up with").isEqualTo(70 * MILLI);
        assertThat(delay(log, 6150, 6160)).isEqualTo(30 * MILLI);
        assertThat(delay(log, 6250, 6260)).isZero();
        assertThat(delay(log, 4000, 20_000)).isEqualTo(90 * MILLI);
    }

    private static long delay(StealLog log, long fromMillis, long toMillis) {
        return log.delay(fromMillis * MILLI, toMillis * MILLI);
    }

    private static Theft theft(long atMillis, long millis) {
        return new Theft(atMillis * MILLI, (atMillis + 100) * MILLI, millis * MILLI);
    }
}
