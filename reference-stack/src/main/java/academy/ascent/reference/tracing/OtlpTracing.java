package academy.ascent.reference.tracing;

import academy.ascent.reference.config.TracingConfig;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces to an OpenTelemetry collector by OTLP over HTTP. Spans wait in a bounded queue for a thread of the SDK;
 * where the collector is slow or gone they are dropped, and no request notices.
 */
public final class OtlpTracing implements Tracing, MetricsSource {
    private static final int MOST_WAITING = 2048;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LAST_SPANS = Duration.ofSeconds(2);
    /** Kept, since a logger that nobody refers to loses its level. */
    private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

    private record Headers(
            @Nullable String parent, @Nullable String state) {}

    private static final TextMapGetter<Headers> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            if (headers == null) {
                return null;
            }
            return key.equals("traceparent") ? headers.parent() : headers.state();
        }
    };

    private final CountedExporter exporter;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OtlpTracing(TracingConfig config) {
        exporter = new CountedExporter(OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint() + "/v1/traces")
                .setTimeout(TIMEOUT)
                .build());
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), config.service())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sample())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .setExporterTimeout(TIMEOUT)
                        .build())
                .build();
        tracer = provider.get("academy.ascent.reference");
    }

    /** Traces to the endpoint from now on. */
    public static OtlpTracing start(TracingConfig config) {
        // Failures are counted; the SDK would write each of them to standard error.
        SDK_LOG.setLevel(Level.OFF);
        return new OtlpTracing(config);
    }

    @Override
    public @Nullable Trace begin(String name, @Nullable String parent, @Nullable String state) {
        Context caller = parent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), new Headers(parent, state), GETTER);
        SpanBuilder span = tracer.spanBuilder(name).setParent(caller).setSpanKind(SpanKind.SERVER);
        OtlpTrace trace = OtlpTrace.begin(tracer, span, caller);
        return trace.isSampled() ? trace : null;
    }

    @Override
    public void write(Exposition page) {
        page.family("ascent_trace_spans_total", "counter", "Spans sent to the collector, and spans that were lost.");
        page.sample("ascent_trace_spans_total", "result=\"sent\"", exporter.sent());
        page.sample("ascent_trace_spans_total", "result=\"failed\"", exporter.failed());
    }

    @Override
    public void close() {
        var _ = provider.shutdown().join(LAST_SPANS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
