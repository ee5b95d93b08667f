package academy.ascent.reference.http;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.tracing.Tracing;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves models over HTTP/1.1. */
public final class HttpServer {
    /** The version that the server tells of itself. */
    public static final String VERSION = "0.1.0";

    private static final int LONGEST_LINE_BYTES = 4096;
    private static final int LONGEST_HEADER_BYTES = 8192;
    private static final int CHUNK_BYTES = 8192;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final ServerState state;
    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private HttpServer(ServerState state, String host, int port) {
        this.state = state;
        this.loops = new MultiThreadIoEventLoopGroup(state.limits.workers(), NioIoHandler.newFactory());
        ChannelFuture bound = bootstrap().bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new PortUnavailable(host, port, "server.port", bound.cause());
        }
        listener = bound.channel();
        state.metrics.add(this::write);
    }

    /**
     * Starts to listen; the server is live, and ready once it has {@linkplain #serve models}.
     *
     * @throws PortUnavailable if it cannot listen there
     */
    public static HttpServer listen(String host, int port, Limits limits, Metrics metrics, EventLog log) {
        return new HttpServer(new ServerState(limits, metrics, log), host, port);
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
    }

    private void accept(Channel channel) {
        if (connections.size() >= state.limits.connections()) {
            var _ = channel.close();
            return;
        }
        connections.add(channel);
        ConnectionClock clock = new ConnectionClock(state.limits);
        BodyShare share = new BodyShare(state.bodies);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(clock);
        pipeline.addLast(new HttpRequestDecoder(LONGEST_LINE_BYTES, LONGEST_HEADER_BYTES, CHUNK_BYTES));
        pipeline.addLast(new ResponseEncoder());
        pipeline.addLast(new BodyLimit(state, share));
        pipeline.addLast(new RequestHandler(state, clock, share));
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Lets the resource answer the prefix, such as {@code /drift}, and all below it, from the next {@link #serve}. */
    public void mount(String prefix, Resource resource) {
        state.mounted.put(prefix, resource);
    }

    /** Lets only those in whom {@code access} admits, from the next request on; everybody where it is null. */
    public void admitBy(@Nullable Access access) {
        state.access = access;
    }

    /** Logs each answered request there; none where it is null. */
    public void logTo(@Nullable AccessLog accessLog) {
        state.accessLog = accessLog;
    }

    /** Traces requests from the next one on; none where it is null. */
    public void traceTo(@Nullable Tracing tracing) {
        state.tracing = tracing;
    }

    private void write(Exposition page) {
        page.family("ascent_http_connections", "gauge", "Open connections.");
        page.sample("ascent_http_connections", "", connections.size());
        page.family("ascent_http_body_bytes_in_flight", "gauge", "Request bodies in memory, small ones left out.");
        page.sample("ascent_http_body_bytes_in_flight", "", state.bodies.used());
        page.family("ascent_http_bodies_refused_total", "counter", "Requests refused since bodies fill their memory.");
        page.sample("ascent_http_bodies_refused_total", "", state.bodies.refused());
        page.family("ascent_http_offloaded_requests_waiting", "gauge", "Long requests that wait to be read.");
        page.sample("ascent_http_offloaded_requests_waiting", "", state.pool.waiting());
    }

    /** Serves these predictors from now on, and is ready; to be called again when they change. */
    public void serve(Predictors predictors) {
        state.routes = Routes.of(predictors, state.metrics, state.mounted);
        if (state.phase == Phase.STARTING) {
            state.phase = Phase.READY;
        }
    }

    /**
     * Ends without failing a request: says that it is not ready but goes on answering for the drain delay, so that
     * whoever sends requests can turn elsewhere; then listens no more and waits for what is in flight.
     */
    public void drain() throws InterruptedException {
        state.phase = Phase.DRAINING;
        Thread.sleep(state.limits.drainDelay());
        listener.close().syncUninterruptibly();
        long end = System.nanoTime() + state.limits.drainLimit().toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            connections.forEach(HttpServer::drain);
            Thread.sleep(LOOK);
        }
        close();
    }

    private static void drain(Channel channel) {
        ChannelHandlerContext ctx = channel.pipeline().context(RequestHandler.class);
        if (ctx != null) {
            ctx.executor().execute(() -> ((RequestHandler) ctx.handler()).drain(ctx));
        }
    }

    /** Ends at once. */
    void close() {
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        state.pool.close();
    }
}
