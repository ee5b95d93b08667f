package academy.ascent.grader.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import academy.ascent.grader.submission.Reading;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

    @Test
    void the_text_format_is_read_with_its_escapes_comments_and_times() {
        Reading<Exposition> reading = Exposition.parse("/metrics", """
                # HELP a Something "quoted" {x}
                # TYPE a histogram
                a_bucket{le="+Inf", path="C:\\\\x \\"y\\" }\\n",} 3 1395066363000

                a_sum NaN
                a_count{} +Inf
                a:b .5e-3
                  spaced { b = "c" }	-1
                """);
        assertThat(((Reading.Read<Exposition>) reading).value().series())
                .containsExactly(
                        new Exposition.Series("a_bucket", Map.of("le", "+Inf", "path", "C:\\x \"y\" }\n")),
                        new Exposition.Series("a_sum", Map.of()),
                        new Exposition.Series("a_count", Map.of()),
                        new Exposition.Series("a:b", Map.of()),
                        new Exposition.Series("spaced", Map.of("b", "c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a five",
                "{a=\"b\"} 1",
                "a{b} 1",
                "a{b=c} 1",
                "a{b=\"c} 1",
                "a{b=\"c\"",
                "a{b=\"c\" d=\"e\"} 1",
                "a{,} 1",
                "1a 1",
                "a 1 2 3",
                "a{b=\"1\",b=\"2\"} 1"
            })
    void what_is_no_line_of_a_metric_is_told(String line) {
        assertThat(Exposition.parse("/metrics", "ok 1\n" + line))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        unusable -> assertThat(unusable.fault())
                                .hasToString("/metrics line 2: is no line of a metric: " + line));
    }

    @Test
    void a_hostile_page_ends_in_time() {
        String text = "a{b=\"" + "\\\\".repeat(500_000) + " 1";
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Exposition.parse("/metrics", text)))
                .isInstanceOf(Reading.Unusable.class);
    }
}
