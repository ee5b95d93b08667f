package academy.ascent.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.benchmarks.host.CannotMeasure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatlingTest {
    private static final String TABLE = """
            ---- Global Information -------------------------------------------------------------|---Total---|-----OK----|----KO----
            > request count                                                                      |    10,000 |    10,000 |         %s
            > response time 50th percentile (ms)                                                 |        23 |        23 |         -
            > response time 99th percentile (ms)                                                 |     2,701 |     2,691 |         -
            """;

    @Test
    void its_table_is_read() {
        assertThat(Gatling.read(TABLE.formatted("-"))).isEqualTo(Map.of(50, 23, 99, 2701));
    }

    @Test
    void failed_requests_and_no_table_are_no_measurement() {
        assertThatThrownBy(() -> Gatling.read(TABLE.formatted("7")))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("of Gatling's requests 7 failed");
        assertThatThrownBy(() -> Gatling.read("")).isInstanceOf(CannotMeasure.class);
    }
}
