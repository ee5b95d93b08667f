package academy.ascent.reference.grpc;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** Turns what went wrong into what the client is told. */
final class Failures {
    /** Read by gRPC's own retries: https://github.com/grpc/proposal/blob/master/A6-client-retries.md. */
    static final Metadata.Key<String> RETRY_AFTER_MILLIS =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final EventLog log;

    Failures(EventLog log) {
        this.log = log;
    }

    /** The status with the same words as over HTTP. */
    StatusRuntimeException status(Throwable failure) {
        return switch (Predictor.cause(failure)) {
            case RejectedRequest rejected -> with(Status.INVALID_ARGUMENT, rejected.getMessage());
            case UnknownModel unknown -> with(Status.NOT_FOUND, unknown.getMessage());
            case Overloaded overloaded -> overloaded(overloaded);
            case InferenceFailed failed -> with(Status.INTERNAL, String.valueOf(failed.getMessage()));
            case Throwable broken -> {
                log.event("broken", Map.of("cause", broken));
                yield with(Status.INTERNAL, "the server broke on this request");
            }
        };
    }

    /** The status that HTTP has for the same failure, under which it is counted. */
    static int httpStatus(Throwable failure) {
        return switch (Predictor.cause(failure)) {
            case RejectedRequest _ -> 400;
            case UnknownModel _ -> 404;
            case Overloaded _ -> 503;
            case Throwable _ -> 500;
        };
    }

    private static StatusRuntimeException overloaded(Overloaded overloaded) {
        Metadata trailers = new Metadata();
        trailers.put(RETRY_AFTER_MILLIS, Long.toString(overloaded.retryAfter().toMillis()));
        return Status.UNAVAILABLE.withDescription(overloaded.getMessage()).asRuntimeException(trailers);
    }

    private static StatusRuntimeException with(Status status, String message) {
        return status.withDescription(message).asRuntimeException();
    }
}
