package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.sandbox.Endpoint;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientTransportFilter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One HTTP/2 connection to each ready endpoint, with as many calls at a time as the server allows; further ones wait, and
 * their clocks run on. Everything but {@link #send}, {@link #aim} and {@link #close} runs on the one event loop.
 *
 * <p>gRPC's own retries, the transparent ones too, are off. A connection that ended or could not be made is
 * forgotten, so that the next call tries at once and not after gRPC's back-off.
 */
final class GrpcConnections implements Sender {
    private static final int LARGEST_ANSWER = 1 << 20;
    /** Would warn for each connection over a socket file that TCP's keep-alive is not known there. */
    private static final Logger BOOTSTRAP = Logger.getLogger("io.netty.bootstrap");

    static {
        BOOTSTRAP.setLevel(Level.SEVERE);
    }

    private final EventLoopGroup loop;
    private final List<GrpcRequest> requests;
    private final Duration timeout;
    private final long origin;
    private final Connections.Recorder recorder;
    private final Map<Endpoint, Connection> connections = new HashMap<>();

    private List<Endpoint> ready = List.of();
    private int turn;

    /**
     * @param loop of one thread
     */
    GrpcConnections(
            EventLoopGroup loop,
            List<GrpcRequest> requests,
            Duration timeout,
            long origin,
            Connections.Recorder recorder) {
        this.loop = loop;
        this.requests = requests;
        this.timeout = timeout;
        this.origin = origin;
        this.recorder = recorder;
    }

    @Override
    public void aim(List<Endpoint> endpoints) {
        List<Endpoint> next = List.copyOf(endpoints);
        loop.execute(() -> {
            ready = next;
            connections.entrySet().removeIf(open -> {
                boolean gone = !next.contains(open.getKey());
                if (gone) {
                    open.getValue().channel.shutdown();
                }
                return gone;
            });
        });
    }

    @Override
    public void send(int index, long intended) {
        loop.execute(() -> begin(index, intended));
    }

    private void begin(int index, long intended) {
        long lag = now() - intended;
        if (ready.isEmpty()) {
            recorder.set(index, new Sample(index, intended, lag, lag, Outcome.NO_ENDPOINT, 0, "", ""));
            return;
        }
        Endpoint endpoint = ready.get(Math.floorMod(turn++, ready.size()));
        Connection connection = connections.computeIfAbsent(endpoint, Connection::new);
        GrpcRequest request = requests.get(index % requests.size());
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos() - lag, TimeUnit.NANOSECONDS);
        ClientCalls.asyncUnaryCall(
                connection.channel.newCall(request.method(), options),
                request.bytes(),
                new Pending(index, intended, lag, connection, request));
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public void close() {
        // A copy: a call that ends by this may have its connection forgotten at once.
        loop.submit(() -> List.copyOf(connections.values()).forEach(open -> open.channel.shutdownNow()))
                .syncUninterruptibly();
    }

    /** The way to an endpoint; forgotten when it is cut off or was never made, so that the next call makes another one. */
    private final class Connection extends ClientTransportFilter {
        private final Endpoint endpoint;
        private final ManagedChannel channel;
        private boolean made;

        Connection(Endpoint endpoint) {
            this.endpoint = endpoint;
            NettyChannelBuilder builder = switch (endpoint) {
                case Endpoint.Tcp tcp ->
                    NettyChannelBuilder.forAddress(new InetSocketAddress(tcp.host(), tcp.port()))
                            .channelType(NioSocketChannel.class);
                case Endpoint.UnixSocket unix ->
                    NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(unix.socket()))
                            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class);
            };
            channel = builder.eventLoopGroup(loop)
                    .overrideAuthority("localhost")
                    .usePlaintext()
                    .disableRetry()
                    .directExecutor()
                    .maxInboundMessageSize(LARGEST_ANSWER)
                    .addTransportFilter(this)
                    .build();
        }

        @Override
        public Attributes transportReady(Attributes attributes) {
            made = true;
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            forget();
        }

        void forget() {
            connections.remove(endpoint, this);
            channel.shutdown();
        }
    }

    /** A call on its way. */
    private final class Pending implements StreamObserver<byte[]> {
        private final int index;
        private final long intended;
        private final long lag;
        private final Connection connection;
        private final GrpcRequest request;
        private byte[] answer = {};

        Pending(int index, long intended, long lag, Connection connection, GrpcRequest request) {
            this.index = index;
            this.intended = intended;
            this.lag = lag;
            this.connection = connection;
            this.request = request;
        }

        @Override
        public void onNext(byte[] message) {
            answer = message;
        }

        @Override
        public void onCompleted() {
            settle(Outcome.ANSWERED, Status.Code.OK.value(), request.text(answer));
        }

        @Override
        public void onError(Throwable thrown) {
            Status status = Status.fromThrowable(thrown);
            if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
                settle(Outcome.TIMED_OUT, 0, "");
            } else if (isFromServer(thrown)) {
                settle(Outcome.STATUS, status.getCode().value(), status.getCode() + ": " + status.getDescription());
            } else if (connection.made) {
                settle(Outcome.RESET, 0, "");
            } else {
                settle(Outcome.REFUSED, 0, "");
                connection.forget();
            }
        }

        private void settle(Outcome outcome, int status, String text) {
            recorder.set(
                    index,
                    new Sample(
                            index,
                            intended,
                            lag,
                            now() - intended,
                            outcome,
                            status,
                            text,
                            connection.endpoint.replica()));
        }
    }

    /** What a server sends comes with metadata, at least the type of its content; what the transport finds has none. */
    private static boolean isFromServer(Throwable thrown) {
        return switch (thrown) {
            case StatusRuntimeException runtime ->
                runtime.getTrailers() != null && !runtime.getTrailers().keys().isEmpty();
            case StatusException checked ->
                checked.getTrailers() != null && !checked.getTrailers().keys().isEmpty();
            default -> false;
        };
    }
}
