package academy.ascent.reference.grpc;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.access.Admission;
import academy.ascent.reference.access.Visitor;
import academy.ascent.reference.grpc.wire.GRPCInferenceServiceGrpc;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets calls in by their keys, and each further message of a stream, which is a request too. */
final class Door extends ServerTransportFilter implements ServerInterceptor {
    /** Under it the tenant is noted for whoever logs the call; whatever the client sends there is thrown away. */
    static final Metadata.Key<String> TENANT = Metadata.Key.of("ascent-tenant", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Attributes.Key<Connection> CONNECTION = Attributes.Key.create("connection");
    /** Needs no key, and is answered however many calls are open: whoever probes the server's health has to know. */
    static final Set<String> OPEN = Set.of(
            GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName());

    private static final Set<String> ADMINISTRATION = Set.of(
            GRPCInferenceServiceGrpc.getRepositoryModelLoadMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getRepositoryModelUnloadMethod().getFullMethodName());

    /** All calls of a connection are on its event loop. */
    private static final class Connection {
        private @Nullable Access lastAsked;
        private @Nullable Visitor visitor;

        Visitor visitor(Access access) {
            Visitor current = visitor;
            if (current == null || lastAsked != access) {
                current = access.visitor();
                visitor = current;
                lastAsked = access;
            }
            return current;
        }
    }

    private final Supplier<@Nullable Access> access;

    Door(Supplier<@Nullable Access> access) {
        this.access = access;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(CONNECTION, new Connection()).build();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Access current = access.get();
        String method = call.getMethodDescriptor().getFullMethodName();
        if (current == null || OPEN.contains(method)) {
            return next.startCall(call, headers);
        }
        Visitor visitor =
                Objects.requireNonNull(call.getAttributes().get(CONNECTION)).visitor(current);
        Supplier<Admission> ask =
                () -> visitor.admit(headers.get(AUTHORIZATION), headers.get(API_KEY), ADMINISTRATION.contains(method));
        return switch (ask.get()) {
            case Admission.Admitted(String tenant) -> {
                headers.put(TENANT, tenant);
                AdmittedCall<Q, A> admitted = new AdmittedCall<>(call, ask);
                yield admitted.listen(next.startCall(admitted, headers));
            }
            case Admission.Refused refused -> {
                refuse(call, refused);
                yield new ServerCall.Listener<>() {};
            }
        };
    }

    static void refuse(ServerCall<?, ?> call, Admission.Refused refused) {
        Metadata trailers = new Metadata();
        Status status = switch (refused) {
            case Admission.Unknown(String message) -> Status.UNAUTHENTICATED.withDescription(message);
            case Admission.Forbidden(String message) -> Status.PERMISSION_DENIED.withDescription(message);
            case Admission.Exceeded(String message, var retryAfter) -> {
                long millis = retryAfter.plusNanos(999_999).toMillis();
                trailers.put(Failures.RETRY_AFTER_MILLIS, Long.toString(millis));
                yield Status.RESOURCE_EXHAUSTED.withDescription(message);
            }
        };
        call.close(status, trailers);
    }
}
