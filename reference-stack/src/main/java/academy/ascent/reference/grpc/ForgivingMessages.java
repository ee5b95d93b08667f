package academy.ascent.reference.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses messages that cannot be read as what the client did wrong; by itself gRPC takes them for a fault of the
 * server, and writes a stack trace for each.
 */
final class ForgivingMessages {
    private ForgivingMessages() {}

    static ServerServiceDefinition of(ServerServiceDefinition service) {
        ServerServiceDefinition.Builder forgiving =
                ServerServiceDefinition.builder(service.getServiceDescriptor().getName());
        service.getMethods().forEach(method -> forgiving.addMethod(of(method)));
        return forgiving.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> of(ServerMethodDefinition<Q, A> method) {
        var descriptor = method.getMethodDescriptor();
        Marshaller<Q> marshaller = new NullMarshaller<>(descriptor.getRequestMarshaller());
        return ServerMethodDefinition.create(
                descriptor.toBuilder(marshaller, descriptor.getResponseMarshaller())
                        .build(),
                refusing(method.getServerCallHandler()));
    }

    private static <Q, A> ServerCallHandler<Q, A> refusing(ServerCallHandler<Q, A> handler) {
        return (call, headers) -> new SimpleForwardingServerCallListener<>(handler.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(@Nullable Q message) {
                if (message == null) {
                    refused = true;
                    refuse(call);
                } else if (!refused) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    private static void refuse(ServerCall<?, ?> call) {
        String method = call.getMethodDescriptor().getFullMethodName();
        call.close(
                Status.INVALID_ARGUMENT.withDescription("this is not the request message of " + method
                        + ", or it is too great once it is decompressed; generate the client from the public protocol"),
                new Metadata());
    }

    /** Makes null of what it cannot read. */
    private record NullMarshaller<T>(Marshaller<T> marshaller) implements Marshaller<T> {
        @Override
        public InputStream stream(T value) {
            return marshaller.stream(value);
        }

        @Override
        @SuppressWarnings("NullAway") // a message may be null by nobody else's leave, and goes to onMessage only
        public T parse(InputStream stream) {
            try {
                return marshaller.parse(stream);
            } catch (RuntimeException _) {
                return null;
            }
        }
    }
}
