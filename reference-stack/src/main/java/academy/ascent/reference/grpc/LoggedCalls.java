package academy.ascent.reference.grpc;

import academy.ascent.reference.log.AccessEntry;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.tracing.TraceHeader;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

/** Writes a line for each call that is answered; a stream is one call. */
final class LoggedCalls implements ServerInterceptor {
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> TRACE_PARENT = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final AccessLog log;

    LoggedCalls(AccessLog log) {
        this.log = log;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long start = System.nanoTime();
        headers.discardAll(Door.TENANT);
        ServerCall<Q, A> logged = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                log.add(new AccessEntry(
                        System.currentTimeMillis(),
                        "gRPC",
                        getMethodDescriptor().getFullMethodName(),
                        null,
                        null,
                        status.getCode().name(),
                        0,
                        0,
                        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start),
                        headers.get(Door.TENANT),
                        TraceHeader.traceId(headers.get(TRACE_PARENT)),
                        headers.get(REQUEST_ID)));
                super.close(status, trailers);
            }
        };
        return next.startCall(logged, headers);
    }
}
