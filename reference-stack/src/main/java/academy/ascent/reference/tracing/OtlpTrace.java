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

/** One request's span with those below it. */
final class OtlpTrace implements Trace {
    private static final AttributeKey<String> DETAIL = AttributeKey.stringKey("ascent.detail");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("ascent.model");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("ascent.version");
    private static final AttributeKey<String> TENANT = AttributeKey.stringKey("ascent.tenant");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span request;
    private final Context context;
    /** What must be added to {@link System#nanoTime} to get nanoseconds since the Unix epoch. */
    private final long epochOffset;

    private OtlpTrace(Tracer tracer, Span request, Context caller, long epochOffset) {
        this.tracer = tracer;
        this.request = request;
        this.context = caller.with(request);
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
        return request.getSpanContext().isSampled();
    }

    @Override
    public String id() {
        return request.getSpanContext().getTraceId();
    }

    @Override
    public String header() {
        return "00-" + id() + "-" + request.getSpanContext().getSpanId() + "-01";
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
        request.setAttribute(PATH, path);
        setIfKnown(MODEL, model);
        setIfKnown(VERSION, version);
        setIfKnown(TENANT, tenant);
        request.setAttribute(STATUS, (long) status);
        if (status >= SERVER_ERROR) {
            request.setStatus(StatusCode.ERROR);
        }
        request.end(System.nanoTime() + epochOffset, TimeUnit.NANOSECONDS);
    }

    private void setIfKnown(AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            request.setAttribute(key, value);
        }
    }
}
