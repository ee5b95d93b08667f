package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRingTest {
    private final LogRing logs = new LogRing();

    private List<String> thenLast(int count, String output) {
        logs.follow(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
        return logs.last(count);
    }

    @Test
    void the_last_lines_come_oldest_first() {
        assertThat(thenLast(2, "one\ntwo\nthree\n")).containsExactly("two", "three");
    }

    @Test
    void a_line_without_its_end_is_kept() {
        assertThat(thenLast(5, "one\ntw")).containsExactly("one", "tw");
    }

    @Test
    void endless_output_stays_bounded() {
        assertThat(thenLast(5000, "x".repeat(10_000) + "\n" + "y\n".repeat(5000)))
                .hasSize(1000);
        assertThat(thenLast(1, "x".repeat(10_000)))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(4096));
    }
}
