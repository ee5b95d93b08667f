package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";

    @Test
    void a_counter_is_summed_over_its_labels() {
        assertThat(MetricsPage.totals(HEAD + """
                        # HELP hits_total Requests, as in hits_total 7.
                        # TYPE hits_total counter
                        hits_total{path="/a b",code="200"} 3
                        hits_total{path="/{id} 9",code="500"} 1.5e1 1700000000000
                        hits_total 2
                        hits_total{path="/nan"} NaN
                        hits_totals 100
                        other_total 5
                        """, Set.of("hits_total", "missing_total")))
                .isEqualTo(Map.of("hits_total", 20.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 503 Busy\r\n\r\nhits_total 1",
                "HTTP/1.1 200 OK\r\nhits_total 1",
                HEAD + "hits_total",
                HEAD + "hits_total{",
                HEAD + "hits_total many"
            })
    void what_is_no_page_of_metrics_tells_nothing(String answer) {
        assertThat(MetricsPage.totals(answer, Set.of("hits_total"))).isEmpty();
    }
}
