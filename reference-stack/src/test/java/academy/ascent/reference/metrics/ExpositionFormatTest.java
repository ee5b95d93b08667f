package academy.ascent.reference.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionFormatTest {
    @Test
    void everyPageIsInPrometheusFormat() {
        Metrics metrics = new Metrics();
        metrics.add(new ProcessMetrics());
        metrics.add(new Costs(0.05, 0.01, "EUR", metrics));
        metrics.requests("m", "1").answered(200, 1_000_000);
        metrics.requests("m", "").answered(429, 1_000);
        metrics.model("m", "1").inferred(5_000, 2);
        metrics.model("n", "2").queued();

        assertThat(ExpositionFormat.read(metrics.page()))
                .containsEntry("ascent_queue_depth{model=\"n\",version=\"2\"}", 1.0)
                .containsEntry("ascent_inferred_rows_total{model=\"m\",version=\"1\"}", 2.0)
                .hasEntrySatisfying(
                        "process_cpu_seconds_total{}",
                        value -> assertThat(value).isPositive())
                .hasEntrySatisfying(
                        "process_resident_memory_bytes{}",
                        value -> assertThat(value).isGreaterThan(1 << 20))
                .hasEntrySatisfying(
                        "process_threads{}", value -> assertThat(value).isGreaterThan(1))
                .hasEntrySatisfying(
                        "jvm_memory_heap_used_bytes{}",
                        value -> assertThat(value).isPositive());
    }

    @Test
    void escapesWhatWouldEndALabel() {
        Exposition page = new Exposition();
        page.family("a", "gauge", "A.");
        page.sample("a", Exposition.label("l", "q\"b\\n\nx"), 1);

        assertThat(page.toString()).contains("a{l=\"q\\\"b\\\\n\\nx\"} 1");
        assertThat(ExpositionFormat.read(page.toString())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1",
                "# HELP a A.\n# TYPE a gauge\nb 1",
                "# HELP a A.\n# TYPE a counter\na 1",
                "# HELP a_total A.\n# TYPE a_total counter\na_total -1",
                "# HELP a A.\n# TYPE a gauge\na 1\na 2",
                "# HELP a A.\n# TYPE a gauge\na{l=\"x\"y\"} 1",
                "# HELP a A.\n# TYPE a gauge\na{l=\"x\",l=\"y\"} 1",
                "# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n# TYPE a gauge\na{l=\"x\"} 1",
                "# TYPE a gauge\na 1",
                "# HELP h A.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1",
                "# HELP h A.\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1",
                "# HELP h A.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2",
            })
    void theReaderRefusesWhatAScraperWould(String page) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ExpositionFormat.read(page + "\n"));
    }
}
