package academy.ascent.reference.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a call whose request does not come in time, or a stream whose first one does not: it would hold its place. */
final class ReceiveLimit implements ServerInterceptor {
    private final Duration limit;
    private final EventLoopGroup loops;
    private final Status late;

    ReceiveLimit(Duration limit, EventLoopGroup loops) {
        this.limit = limit;
        this.loops = loops;
        this.late = Status.DEADLINE_EXCEEDED.withDescription("the call's request did not come wholly within "
                + limit.toMillis() / 1e3 + " s; open a call when there is something to send");
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ClosedOnce<Q, A> closing = new ClosedOnce<>(call);
        ServerCall.Listener<Q> listener = next.startCall(closing, headers);
        Future<?> end =
                loop().schedule(() -> closing.close(late, new Metadata()), limit.toNanos(), TimeUnit.NANOSECONDS);
        return new Listener<>(
                listener, end, call.getMethodDescriptor().getType().clientSendsOneMessage());
    }

    /** That of the call's connection: all that comes of a call is told there, so nothing comes while it is ended. */
    private EventExecutor loop() {
        for (EventExecutor each : loops) {
            if (each.inEventLoop()) {
                return each;
            }
        }
        throw new IllegalStateException("a call began outside of the event loops");
    }

    /** A stream may end by itself at the same time, on another thread; a call that is closed twice throws. */
    private static final class ClosedOnce<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosedOnce(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (closed.compareAndSet(false, true)) {
                super.close(status, trailers);
            }
        }
    }

    private static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Future<?> end;
        private final boolean oneMessage;

        Listener(ServerCall.Listener<Q> listener, Future<?> end, boolean oneMessage) {
            super(listener);
            this.end = end;
            this.oneMessage = oneMessage;
        }

        @Override
        public void onMessage(Q message) {
            if (!oneMessage) {
                end.cancel(false);
            }
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            end.cancel(false);
            super.onHalfClose();
        }

        @Override
        public void onCancel() {
            end.cancel(false);
            super.onCancel();
        }

        @Override
        public void onComplete() {
            end.cancel(false);
            super.onComplete();
        }
    }
}
