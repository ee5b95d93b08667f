package academy.ascent.reference.grpc;

import academy.ascent.reference.access.Admission;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.Supplier;

/** A call that was let in with its first message, and asks again with each further one. */
final class AdmittedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final ServerCall<Q, A> call;
    private final Supplier<Admission> ask;
    private boolean begun;
    private volatile boolean refused;

    AdmittedCall(ServerCall<Q, A> call, Supplier<Admission> ask) {
        super(call);
        this.call = call;
        this.ask = ask;
    }

    ServerCall.Listener<Q> listen(ServerCall.Listener<Q> listener) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                if (begun && !refused && ask.get() instanceof Admission.Refused refusal) {
                    Door.refuse(call, refusal);
                    refused = true;
                }
                begun = true;
                if (!refused) {
                    super.onMessage(message);
                }
            }
        };
    }

    /** What is answered after a refusal has nowhere to go. */
    @Override
    public void sendMessage(A message) {
        if (!refused) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (!refused) {
            super.close(status, trailers);
        }
    }
}
