package academy.ascent.reference.http;

import academy.ascent.reference.log.AccessEntry;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.tracing.Trace;
import academy.ascent.reference.tracing.TraceHeader;
import academy.ascent.reference.tracing.Tracing;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AsciiString;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is noted of one request, where requests are logged or traced. */
final class Observation {
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
    private static final AsciiString TRACE_PARENT = AsciiString.cached("traceparent");
    private static final AsciiString TRACE_STATE = AsciiString.cached("tracestate");
    private static final AsciiString TRACE_RESPONSE = AsciiString.cached("traceresponse");

    private final int bytesIn;
    private final @Nullable Trace trace;
    private final @Nullable String traceId;
    private @Nullable String requestId;
    private @Nullable String model;
    private @Nullable String version;

    Observation(FullHttpRequest request, @Nullable Tracing tracing) {
        bytesIn = request.content().readableBytes();
        requestId = request.headers().get(REQUEST_ID);
        String parent = request.headers().get(TRACE_PARENT);
        trace = tracing == null
                ? null
                : tracing.begin(
                        "HTTP " + request.method().name(),
                        parent,
                        request.headers().get(TRACE_STATE));
        traceId = trace == null ? TraceHeader.traceId(parent) : trace.id();
    }

    @Nullable
    Trace trace() {
        return trace;
    }

    void asks(String name, String asked) {
        model = name;
        version = asked;
    }

    void answers(InferResponse response) {
        version = response.version();
        if (requestId == null) {
            requestId = response.id();
        }
    }

    /** Tells the caller where to look for the trace (W3C Trace Context, level 2). */
    void end(Exchange exchange, FullHttpResponse response) {
        if (trace != null) {
            response.headers().set(TRACE_RESPONSE, trace.header());
            trace.end(
                    exchange.path(),
                    model,
                    version,
                    exchange.tenant(),
                    response.status().code());
        }
    }

    AccessEntry entry(Exchange exchange, FullHttpResponse response) {
        return new AccessEntry(
                System.currentTimeMillis(),
                exchange.method(),
                exchange.path(),
                model,
                version,
                Integer.toString(response.status().code()),
                bytesIn,
                response.content().readableBytes(),
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - exchange.startNanos()),
                exchange.tenant(),
                traceId,
                requestId);
    }
}
