package academy.ascent.reference.grpc;

import academy.ascent.reference.log.EventLog;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes a line for each call that is answered; a stream is one call. */
final class AccessLog implements ServerInterceptor {
    private final EventLog log;

    AccessLog(EventLog log) {
        this.log = log;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long start = System.nanoTime();
        ServerCall<Q, A> logged = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("method", getMethodDescriptor().getFullMethodName());
                facts.put("status", status.getCode());
                facts.put("micros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                log.event("access", facts);
                super.close(status, trailers);
            }
        };
        return next.startCall(logged, headers);
    }
}
