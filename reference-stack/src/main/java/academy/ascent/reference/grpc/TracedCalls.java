package academy.ascent.reference.grpc;

import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import academy.ascent.reference.tracing.Tracing;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives each call a span, with the attributes that OpenTelemetry has for gRPC, while there is somewhere to send it. */
final class TracedCalls implements ServerInterceptor {
    private static final Metadata.Key<String> TRACE_STATE =
            Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> TRACE_RESPONSE =
            Metadata.Key.of("traceresponse", Metadata.ASCII_STRING_MARSHALLER);
    /** Those that are no fault of the client. */
    private static final Set<Status.Code> ERRORS = Set.of(
            Status.Code.UNKNOWN,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.UNIMPLEMENTED,
            Status.Code.INTERNAL,
            Status.Code.UNAVAILABLE,
            Status.Code.DATA_LOSS);

    private final Supplier<@Nullable Tracing> tracing;

    TracedCalls(Supplier<@Nullable Tracing> tracing) {
        this.tracing = tracing;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Tracing current = tracing.get();
        Trace trace = current == null
                ? null
                : current.begin(
                        call.getMethodDescriptor().getFullMethodName(),
                        headers.get(LoggedCalls.TRACE_PARENT),
                        headers.get(TRACE_STATE));
        if (trace == null) {
            return next.startCall(call, headers);
        }
        // From here on the call's parent is this span, for the access log too.
        headers.discardAll(LoggedCalls.TRACE_PARENT);
        headers.put(LoggedCalls.TRACE_PARENT, trace.header());
        headers.discardAll(Door.TENANT);
        ServerCall<Q, A> traced = new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata answer) {
                answer.put(TRACE_RESPONSE, trace.header());
                super.sendHeaders(answer);
            }

            @Override
            public void close(Status status, Metadata trailers) {
                end(trace, call, headers, status);
                super.close(status, trailers);
            }
        };
        ServerCall.Listener<Q> listener = CurrentTrace.call(trace, () -> next.startCall(traced, headers));
        return new Listener<>(listener, trace, () -> end(trace, call, headers, Status.CANCELLED));
    }

    private static void end(Trace trace, ServerCall<?, ?> call, Metadata headers, Status status) {
        trace.note("rpc.system", "grpc");
        trace.note("rpc.service", call.getMethodDescriptor().getServiceName());
        trace.note("rpc.method", call.getMethodDescriptor().getBareMethodName());
        trace.note("rpc.grpc.status_code", status.getCode().value());
        trace.note("ascent.tenant", headers.get(Door.TENANT));
        trace.end(ERRORS.contains(status.getCode()));
    }

    /** Does what comes of messages within the call's span. */
    private static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Trace trace;
        private final Runnable whenCancelled;

        Listener(ServerCall.Listener<Q> listener, Trace trace, Runnable whenCancelled) {
            super(listener);
            this.trace = trace;
            this.whenCancelled = whenCancelled;
        }

        @Override
        public void onMessage(Q message) {
            CurrentTrace.run(trace, () -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            CurrentTrace.run(trace, super::onHalfClose);
        }

        @Override
        public void onCancel() {
            whenCancelled.run();
            super.onCancel();
        }
    }
}
