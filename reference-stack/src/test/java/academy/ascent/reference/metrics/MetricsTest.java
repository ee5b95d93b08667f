package academy.ascent.reference.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();
    private final RequestMetrics model = metrics.requests("m", "1");

    @Test
    void countsRequestsByStatus() {
        model.answered(200, 1_000_000);
        model.answered(200, 1_000_001);
        model.answered(400, 1);

        assertThat(metrics.page().lines())
                .contains(
                        "# TYPE ascent_infer_requests_total counter",
                        "ascent_infer_requests_total{model=\"m\",version=\"1\",status=\"200\"} 2",
                        "ascent_infer_requests_total{model=\"m\",version=\"1\",status=\"400\"} 1");
    }

    @Test
    void bucketsAreCumulativeAndIncludeTheirBounds() {
        model.answered(200, 1_000_000);
        model.answered(200, 1_000_001);
        model.answered(200, Duration.ofMinutes(1).toNanos());

        assertThat(metrics.page().lines())
                .contains(
                        duration("_bucket", ",le=\"0.0005\"", "0"),
                        duration("_bucket", ",le=\"0.001\"", "1"),
                        duration("_bucket", ",le=\"0.0025\"", "2"),
                        duration("_bucket", ",le=\"10\"", "2"),
                        duration("_bucket", ",le=\"+Inf\"", "3"),
                        duration("_count", "", "3"));
    }

    @Test
    void tellsOfRunsRowsBatchesWaitsAndTheCache() {
        ModelMetrics runs = metrics.model("m", "1");
        runs.loaded();
        runs.inferred(6_000, 3);
        runs.waited(1);
        runs.overloaded();
        runs.batched(4);
        runs.cached(true);

        assertThat(metrics.page().lines())
                .contains(
                        "ascent_inference_duration_seconds_bucket{model=\"m\",version=\"1\",le=\"0.00001\"} 1",
                        "ascent_inferred_rows_total{model=\"m\",version=\"1\"} 3",
                        "ascent_queue_duration_seconds_count{model=\"m\",version=\"1\"} 1",
                        "ascent_queue_refusals_total{model=\"m\",version=\"1\"} 1",
                        "ascent_batches_total{model=\"m\",version=\"1\"} 1",
                        "ascent_batched_requests_total{model=\"m\",version=\"1\"} 4",
                        "ascent_cache_requests_total{model=\"m\",version=\"1\",result=\"hit\"} 1",
                        "ascent_model_loads_total{model=\"m\",version=\"1\"} 1");
    }

    @Test
    void letsOthersTellOnThePage() {
        MetricsSource source = page -> page.sample("other", "", 7);
        metrics.add(source);
        assertThat(metrics.page().lines()).contains("other 7");
        metrics.remove(source);
        assertThat(metrics.page().lines()).doesNotContain("other 7");
    }

    @Test
    void tellsRequestsInFlightAndTheStartOfTheProcess() {
        metrics.inFlight().set(3);

        assertThat(metrics.page().lines())
                .contains("ascent_infer_requests_in_flight 3")
                .filteredOn(line -> line.startsWith("process_start_time_seconds "))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                        .isBetween(0.0, Instant.now().plusSeconds(1).toEpochMilli() / 1e3));
    }

    private static String duration(String suffix, String label, String value) {
        return "ascent_infer_request_duration_seconds" + suffix + "{model=\"m\",version=\"1\"" + label + "} " + value;
    }
}
