package academy.ascent.reference.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One span, with how to make those below it. */
final class OtlpTrace implements Trace {
    private static final AttributeKey<String> DETAIL = AttributeKey.stringKey("ascent.detail");
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span own;
    private final Context context;
    /** What must be added to {@link System#nanoTime} to get nanoseconds since the Unix epoch. */
    private final long epochOffset;

    private OtlpTrace(Tracer tracer, Span own, Context parent, long epochOffset) {
        this.tracer = tracer;
        this.own = own;
        this.context = parent.with(own);
        this.epochOffset = epochOffset;
    }

    static OtlpTrace begin(Tracer tracer, SpanBuilder span, Context caller) {
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        long epochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        Span request = span.setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS).startSpan();
        return new OtlpTrace(tracer, request, caller, epochNanos - nanos);
    }

    boolean isSampled() {
        return own.getSpanContext().isSampled();
    }

    @Override
    public String id() {
        return own.getSpanContext().getTraceId();
    }

    @Override
    public String header() {
        return "00-" + id() + "-" + own.getSpanContext().getSpanId() + "-01";
    }

    @Override
    public Trace begin(String name) {
        Span below = tracer.spanBuilder(name)
                .setParent(context)
                .setStartTimestamp(now(), TimeUnit.NANOSECONDS)
                .startSpan();
        return new OtlpTrace(tracer, below, context, epochOffset);
    }

    private long now() {
        return System.nanoTime() + epochOffset;
    }

    @Override
    public void note(String name, @Nullable String value) {
        if (value != null) {
            own.setAttribute(name, value);
        }
    }

    @Override
    public void note(String name, long value) {
        own.setAttribute(name, value);
    }

    @Override
    public void end(boolean failed) {
        if (failed) {
            own.setStatus(StatusCode.ERROR);
        }
        own.end(now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void span(String name, long startNanos, long endNanos, @Nullable String detail) {
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(context)
                .setStartTimestamp(startNanos + epochOffset, TimeUnit.NANOSECONDS);
        if (detail != null) {
            builder.setAttribute(DETAIL, detail);
        }
        builder.startSpan().end(endNanos + epochOffset, TimeUnit.NANOSECONDS);
    }

    @Override
    public void end(
            String path, @Nullable String model, @Nullable String version, @Nullable String tenant, int status) {
        note("url.path", path);
        note("ascent.model", model);
        note("ascent.version", version);
        note("ascent.tenant", tenant);
        note("http.response.status_code", status);
        end(status >= SERVER_ERROR);
    }
}
