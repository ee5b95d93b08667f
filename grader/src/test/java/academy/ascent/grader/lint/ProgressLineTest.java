package academy.ascent.grader.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressLineTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private GivenLab given;
    private long now;

    @BeforeEach
    void givenLab() throws IOException {
        given = GivenLab.in(root);
    }

    @Test
    void the_time_left_comes_from_earlier_verdicts_and_else_from_what_checks_expect() {
        ProgressLine line = line(false);
        line.expect(given.variant("solution"), Optional.of(Duration.ofSeconds(50)));
        assertThat(line.timeLeft()).hasSeconds(50);
        line.expect(given.variant("starter"), Optional.empty());
        // 3 s to deploy, 5 s of warm-up and 10 s until the first look, and 8 s for everything else.
        assertThat(line.timeLeft()).hasSeconds(50 + 26);
        line.begin(given.variant("solution"));
        now = Duration.ofSeconds(20).toNanos();
        assertThat(line.timeLeft()).hasSeconds(30 + 26);
        now = Duration.ofSeconds(70).toNanos();
        assertThat(line.timeLeft()).hasSeconds(26);
    }

    @Test
    void two_at_once_take_half_of_the_time_together() {
        ProgressLine line = line(false, 2);
        for (String name : List.of("solution", "starter", "flawed/slow")) {
            line.expect(given.variant(name), Optional.of(Duration.ofSeconds(40)));
        }
        line.begin(given.variant("solution"));
        line.begin(given.variant("starter"));
        assertThat(line.timeLeft()).hasSeconds(60);
        now = Duration.ofSeconds(20).toNanos();
        assertThat(line.timeLeft()).hasSeconds(40);
        line.end(given.variant("starter"), report("starter"));
        assertThat(line.timeLeft()).hasSeconds(30);
    }

    @Test
    void a_terminal_has_one_line_that_is_written_over() {
        ProgressLine line = line(true);
        Variant solution = given.variant("solution");
        line.expect(solution, Optional.of(Duration.ofSeconds(200)));
        line.begin(solution);
        line.update(solution, 0.5, "Sending 200/s");
        assertThat(text())
                .endsWith("\r\u001b[K1 of 1, about 4 min left  l1-test/solution   50 %  Sending 200/s")
                .doesNotContain("\n");
        line.end(solution, VariantReport.of(solution, GivenLab.asDeclared(solution), 1, true));
        assertThat(text())
                .endsWith("\r\u001b[Kok       l1-test/solution: failed nothing, passed in 12 s; about 0 s left\n");
    }

    @Test
    void elsewhere_there_is_a_line_a_variant_and_no_control_character() {
        ProgressLine line = line(false);
        Variant slow = given.variant("flawed/slow");
        line.expect(slow, Optional.empty());
        line.begin(slow);
        line.update(slow, 0.5, "Sending 200/s");
        line.end(slow, VariantReport.of(slow, GivenLab.asDeclared(slow), 1, true));
        assertThat(text()).isEqualTo("ok       l1-test/flawed/slow: failed latency, failed in 12 s; about 0 s left\n");
    }

    private VariantReport report(String name) {
        Variant variant = given.variant(name);
        return VariantReport.of(variant, GivenLab.asDeclared(variant), 1, true);
    }

    private ProgressLine line(boolean terminal) {
        return line(terminal, 1);
    }

    private ProgressLine line(boolean terminal, int atOnce) {
        return new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, atOnce, () -> now);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
