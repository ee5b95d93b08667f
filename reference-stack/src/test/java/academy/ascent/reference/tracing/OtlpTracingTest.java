package academy.ascent.reference.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.TracingConfig;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.tracing.Collector.ReceivedSpan;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OtlpTracingTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + ID + "-b7ad6b7169203331-01";

    @Test
    void sendsARequestWithWhatTookPlaceInItUnderTheCallersTrace() throws IOException {
        try (Collector collector = new Collector()) {
            try (OtlpTracing tracing = tracing(collector.endpoint(), 0)) {
                Trace trace = tracing.begin("HTTP POST", PARENT, null);
                assertThat(trace).isNotNull();
                assertThat(trace.id()).isEqualTo(ID);
                assertThat(trace.header()).matches("00-" + ID + "-[0-9a-f]{16}-01");
                long now = System.nanoTime();
                trace.span("queue", now, now + 1_000, null);
                trace.span("inference", now + 1_000, now + 5_000, "detail");
                trace.end("/v2/models/m/infer", "m", "1", "acme", 200);
            }
            ReceivedSpan request = collector.span("HTTP POST");
            assertThat(request.trace()).isEqualTo(ID);
            assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
            assertThat(request.start())
                    .isBetween(
                            TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond() - 60),
                            TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond() + 1));
            assertThat(collector.span("queue"))
                    .returns(request.id(), ReceivedSpan::parent)
                    .satisfies(span -> assertThat(span.end() - span.start()).isEqualTo(1_000));
            assertThat(collector.span("inference"))
                    .returns(request.id(), ReceivedSpan::parent)
                    .satisfies(span -> assertThat(span.end() - span.start()).isEqualTo(4_000));
        }
    }

    @Test
    void nestsSpansAndKeepsThreadsApart() throws IOException {
        try (Collector collector = new Collector()) {
            try (OtlpTracing tracing = tracing(collector.endpoint(), 1)) {
                Trace request = tracing.begin("request", null, null);
                assertThat(request).isNotNull();
                Trace below = request.begin("below");
                assertThat(below.header()).startsWith("00-" + request.id()).isNotEqualTo(request.header());
                CurrentTrace.run(request, () -> {
                    CurrentTrace.run(below, () -> assertThat(CurrentTrace.get()).isSameAs(below));
                    CurrentTrace.run(null, () -> assertThat(CurrentTrace.get()).isNull());
                    assertThat(CurrentTrace.get()).isSameAs(request);
                });
                assertThat(CurrentTrace.get()).isNull();
                request.end(false);
                below.note("text", "a");
                below.note("none", null);
                below.note("number", 7);
                below.end(true);
            }
            assertThat(collector.span("below"))
                    .returns(collector.span("request").id(), ReceivedSpan::parent)
                    .returns(Map.of("text", "a", "number", "7"), ReceivedSpan::attributes)
                    .returns(true, ReceivedSpan::failed);
            assertThat(collector.span("request").failed()).isFalse();
        }
    }

    @Test
    void followsTheCallersDecisionAndElseTheShare() {
        try (OtlpTracing none = tracing("http://127.0.0.1:1", 0);
                OtlpTracing all = tracing("http://127.0.0.1:1", 1)) {
            assertThat(none.begin("x", null, null)).isNull();
            assertThat(none.begin("x", PARENT, null)).isNotNull();
            assertThat(all.begin("x", null, null)).isNotNull();
            assertThat(all.begin("x", PARENT.replaceAll("01$", "00"), null)).isNull();
            assertThat(all.begin("x", "nonsense\n", "=,=")).isNotNull();
        }
    }

    @Test
    void samplesTheShareOfRequests() {
        try (OtlpTracing tracing = tracing("http://127.0.0.1:1", 0.25)) {
            int sampled = 0;
            for (int i = 0; i < 10_000; i++) {
                sampled += tracing.begin("x", null, null) == null ? 0 : 1;
            }
            // Five standard deviations.
            assertThat(sampled).isBetween(2284, 2716);
        }
    }

    @Test
    void countsWhatADeadCollectorDidNotTakeAndGoesOn() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        thenFailuresAreCounted("http://127.0.0.1:" + port);
        try (Collector collector = new Collector()) {
            collector.failWith(400);
            thenFailuresAreCounted(collector.endpoint());
        }
    }

    private static void thenFailuresAreCounted(String endpoint) {
        OtlpTracing tracing = tracing(endpoint, 1);
        for (int i = 0; i < 10; i++) {
            Trace trace = tracing.begin("x", null, null);
            assertThat(trace).isNotNull();
            trace.end("/", null, null, null, 500);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(page(tracing)).contains("ascent_trace_spans_total{result=\"failed\"} 10"));
        tracing.close();
    }

    private static String page(OtlpTracing tracing) {
        Exposition page = new Exposition();
        tracing.write(page);
        return page.toString();
    }

    private static OtlpTracing tracing(String endpoint, double sample) {
        return OtlpTracing.start(new TracingConfig(endpoint, sample, "test"));
    }
}
