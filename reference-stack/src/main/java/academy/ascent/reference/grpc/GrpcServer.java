package academy.ascent.reference.grpc;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictors;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves models over gRPC, without encryption, as the HTTP server does. */
public final class GrpcServer {
    /** Would write a stack trace for each message above the limit and for each connection that is no HTTP/2. */
    private static final Logger TRANSPORT = Logger.getLogger("io.grpc.netty");

    /** As the HTTP server tells of itself. */
    static final String NAME = "ascent-reference-stack";

    static final String VERSION = "0.1.0";

    private static final int CALLS_PER_CONNECTION = 128;
    private static final int SECONDS_BETWEEN_PINGS = 10;

    private final GrpcLimits limits;
    private final EventLoopGroup loops;
    private final InferenceCalls calls;
    private final CallLimit callLimit;
    private final Server server;

    private GrpcServer(InetSocketAddress address, GrpcLimits limits, InferenceCalls calls, CallWatch watch)
            throws IOException {
        TRANSPORT.setLevel(Level.SEVERE);
        this.limits = limits;
        this.loops = new MultiThreadIoEventLoopGroup(limits.workers(), NioIoHandler.newFactory());
        this.calls = calls;
        this.callLimit = new CallLimit(limits.calls());
        Door door = new Door(watch.access());
        NettyServerBuilder builder = builder(address).intercept(door).addTransportFilter(door);
        if (watch.log() != null) {
            builder.intercept(new LoggedCalls(watch.log()));
        }
        builder.intercept(new TracedCalls(watch.tracing()));
        try {
            server = builder.build().start();
        } catch (IOException e) {
            endLoops();
            throw e;
        }
    }

    /**
     * Starts to serve.
     *
     * @param port 0 lets the system choose
     * @throws IOException if it cannot listen there
     */
    public static GrpcServer listen(
            String host,
            int port,
            GrpcLimits limits,
            Predictors predictors,
            ModelRepository repository,
            Metrics metrics,
            EventLog log,
            CallWatch watch)
            throws IOException {
        InferenceCalls calls = new InferenceCalls(predictors, repository, metrics, new Failures(log));
        return new GrpcServer(new InetSocketAddress(host, port), limits, calls, watch);
    }

    private NettyServerBuilder builder(InetSocketAddress address) {
        return NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(NioServerSocketChannel.class)
                // The allocator of the HTTP server: another one would hold chunks of its own.
                .withChildOption(ChannelOption.ALLOCATOR, ByteBufAllocator.DEFAULT)
                // No call blocks the event loop: inference does not, and the repository has threads of its own.
                .directExecutor()
                .maxInboundMessageSize(limits.messageBytes())
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .maxConnectionIdle(limits.idle().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(SECONDS_BETWEEN_PINGS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(ForgivingMessages.of(calls.bindService()))
                .intercept(callLimit)
                .intercept(new ReceiveLimit(limits.receive(), loops));
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Serves these predictors from the next call on. */
    public void serve(Predictors predictors) {
        calls.serve(predictors);
    }

    /** How many calls are open. */
    int openCalls() {
        return callLimit.open();
    }

    /** How many streams are remembered, to be ended by a drain. */
    int openStreams() {
        return calls.openStreams();
    }

    /**
     * Ends without failing a call: says that it is not ready but goes on answering for the drain delay, so that whoever
     * sends requests can turn elsewhere; then takes no new call, waits for those that are open, and ends streams as
     * soon as all of their requests are answered.
     */
    public void drain() throws InterruptedException {
        calls.drain();
        Thread.sleep(limits.drainDelay());
        server.shutdown();
        calls.endStreams();
        if (!server.awaitTermination(limits.drainLimit().toMillis(), TimeUnit.MILLISECONDS)) {
            server.shutdownNow().awaitTermination();
        }
        endLoops();
    }

    private void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
