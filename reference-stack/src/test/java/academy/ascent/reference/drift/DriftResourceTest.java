package academy.ascent.reference.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.drift.report.DriftReport.Status;
import academy.ascent.reference.drift.retrain.Delivery;
import academy.ascent.reference.drift.retrain.Receiver;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftResourceTest {
    private static final Map<String, String> BROWSER = Map.of("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    @TempDir
    private Path folder;

    @Test
    void tellsPeopleAndMachinesTheSame() {
        DriftMonitor monitor = givenDrift("");

        String json = text(get(monitor, GivenMonitor.NAME, Map.of(), Map.of()));
        assertThat(json)
                .contains("\"status\":\"drifting\"")
                .contains("\"columns_drifted\":3")
                .contains("\"test\":\"wasserstein\"")
                .contains("\"reasons\":[\"3 of 4 columns drifted: a, b, c\"]");
        Answer page = get(monitor, GivenMonitor.NAME, Map.of(), BROWSER);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(text(page))
                .contains("✕ Drift")
                .contains("3 of 4 columns drifted: a, b, c")
                .contains("✕ drifted")
                .contains("✓ steady")
                .contains("aria-label=\"Shares of a, reference to current:")
                .doesNotContain("<script");
        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of("format", "json"), BROWSER)))
                .startsWith("{");
        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of("format", "html"), Map.of())))
                .startsWith("<!doctype html>");
    }

    @Test
    void listsTheMonitors() {
        DriftMonitor monitor = givenDrift("");

        assertThat(text(get(monitor, "", Map.of(), Map.of())))
                .isEqualTo(
                        "{\"monitors\":[{\"name\":\"fraud\",\"status\":\"drifting\",\"address\":\"/drift/fraud\"}]}");
        assertThat(text(get(monitor, "", Map.of(), BROWSER))).contains("<a href=\"/drift/fraud\">fraud</a>");
    }

    @Test
    void saysWhatItWaitsForBeforeTheFirstWindow() {
        DriftMonitor monitor = new GivenMonitor(folder).withReference(100, 1).monitor("window: {rows: 500}");

        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), BROWSER)))
                .contains("Waiting for the first window")
                .contains("It needs 500 rows; 0 have come.");
        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), Map.of()))).contains("\"window\":null");
    }

    @Test
    void refusesOtherMethodsAndNames() {
        DriftMonitor monitor = new GivenMonitor(folder).withReference(100, 1).monitor("");

        Answer post = new DriftResource(Map.of(GivenMonitor.NAME, monitor))
                .answer(new Request("POST", "fraud", Map.of(), Map.of(), new byte[0]));
        assertThat(post.status()).isEqualTo(405);
        Answer unknown = get(monitor, "<b>", Map.of(), BROWSER);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(text(unknown)).contains("monitors are [fraud]");
    }

    @Test
    void beginsAnewWhenToldTo() {
        DriftMonitor drifting = givenDrift("");
        Map<String, DriftMonitor> monitors = new ConcurrentHashMap<>(Map.of(GivenMonitor.NAME, drifting));
        DriftResource resource = new DriftResource(monitors);

        Answer answer = resource.answer(new Request("POST", "fraud/reset", Map.of(), Map.of(), new byte[0]));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("\"status\":\"waiting\"", "\"seen\":0", "\"episodes_begun\":0");
        DriftMonitor anew = monitors.get(GivenMonitor.NAME);
        assertThat(GivenMonitor.replay(anew, new Random(5), 500, 0)).isEmpty();
        assertThat(GivenMonitor.replay(anew, new Random(3), 1000, 1)).contains(1000);
    }

    @Test
    void staysAsItWasWhenItsReferenceIsGone() throws IOException {
        DriftMonitor drifting = givenDrift("");
        Map<String, DriftMonitor> monitors = new ConcurrentHashMap<>(Map.of(GivenMonitor.NAME, drifting));
        Files.writeString(folder.resolve("reference.csv"), "a,b\n1,2\n");

        Answer answer =
                new DriftResource(monitors).answer(new Request("POST", "fraud/reset", Map.of(), Map.of(), new byte[0]));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer)).contains("the monitor goes on as it was");
        assertThat(monitors.get(GivenMonitor.NAME)).isSameAs(drifting);
    }

    @Test
    void tellsHowManyRowsItHasCounted() {
        DriftMonitor monitor = new GivenMonitor(folder).withReference(100, 1).monitor("");
        for (int row = 0; row < 3; row++) {
            monitor.predicted(GivenMonitor.row(new Random(row), 0), GivenMonitor.answer(0));
        }

        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), Map.of())))
                .contains("\"seen\":3,\"sampled\":3,\"counted\":0");
        monitor.work();
        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), Map.of())))
                .contains("\"seen\":3,\"sampled\":3,\"counted\":3");
    }

    @Test
    void namesOfCategoriesAreNoMarkup() {
        String rows = "1,2,3,<script>x</script>\n".repeat(20) + "4,5,6,\"\"\"onload=\"\n".repeat(20);
        DriftMonitor monitor =
                new GivenMonitor(folder).withReference("a,b,c,plan\n" + rows).monitor("window: {rows: 10}");
        for (int row = 0; row < 10; row++) {
            monitor.predicted(GivenMonitor.row(null, new float[] {1, 2, 3}, "</li>"), GivenMonitor.answer(0));
        }
        monitor.work();

        assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), BROWSER)))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>")
                .doesNotContain("\"onload=");
    }

    @Test
    void tellsTheRetrainActionOncePerEpisodeAndShowsItsDelivery() {
        try (Receiver receiver = new Receiver(Duration.ZERO, 503, 200)) {
            String retrain =
                    ", retrain: {url: \"%s\", secret-from: SECRET, first-delay: 1ms}".formatted(receiver.address());
            DriftMonitor monitor = givenDrift(retrain);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> monitor.report()
                                    .episodes()
                                    .getFirst()
                                    .retrain()
                                    .orElseThrow()
                                    .state()
                            == Delivery.State.DELIVERED);
            GivenMonitor.replay(monitor, new Random(4), 1000, 1);

            String id = monitor.report().episodes().getFirst().id();
            assertThat(receiver.calls()).hasSize(2).allSatisfy(call -> {
                assertThat(call.key()).isEqualTo(id);
                assertThat(call.body())
                        .startsWith("{\"event\":\"drift\",\"monitor\":\"fraud\",\"episode\":{\"id\":\"" + id + "\"")
                        .contains("\"columns_drifted\":3");
            });
            assertThat(text(get(monitor, GivenMonitor.NAME, Map.of(), BROWSER)))
                    .contains("✓ Retrain action told, 2 attempts.");
            monitor.close();
        }
    }

    @Test
    void writesItsMetrics() {
        DriftMonitor monitor = givenDrift("");
        Metrics metrics = new Metrics();
        metrics.add(new DriftMetrics(List.of(monitor)));

        assertThat(metrics.page().lines())
                .contains(
                        "ascent_drift_rows_total{monitor=\"fraud\",fate=\"seen\"} 1000",
                        "ascent_drift_rows_total{monitor=\"fraud\",fate=\"dropped\"} 0",
                        "ascent_drift_share{monitor=\"fraud\"} 0.75",
                        "ascent_drift_episodes_total{monitor=\"fraud\"} 1",
                        "ascent_drift_episode_open{monitor=\"fraud\"} 1",
                        "ascent_drift_column_drifted{monitor=\"fraud\",column=\"a\"} 1",
                        "ascent_drift_column_drifted{monitor=\"fraud\",column=\"plan\"} 0",
                        "ascent_drift_fault_share{monitor=\"fraud\",column=\"a\",fault=\"missing\"} 0.0")
                .anyMatch(line ->
                        line.startsWith("ascent_drift_score{monitor=\"fraud\",column=\"a\",test=\"wasserstein\"}"));
    }

    private DriftMonitor givenDrift(String settings) {
        DriftMonitor monitor = new GivenMonitor(folder)
                .withReference(2000, 1)
                .monitor("window: {rows: 500}" + settings, Map.of("SECRET", "correct horse"));
        assertThat(GivenMonitor.replay(monitor, new Random(3), 1000, 1)).contains(1000);
        assertThat(monitor.report().status()).isEqualTo(Status.DRIFTING);
        return monitor;
    }

    private static Answer get(
            DriftMonitor monitor, String path, Map<String, String> query, Map<String, String> headers) {
        return new DriftResource(Map.of(GivenMonitor.NAME, monitor))
                .answer(new Request("GET", path, query, headers, new byte[0]));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
