package academy.ascent.benchmarks.grading;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Answers each request after the delay that stands next in a fixed table; on one thread, which does nothing else, so
 * that ten thousand a second do not make it a queue.
 */
public final class DelayServer {
    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", StandardCharsets.US_ASCII));
    private static final int TABLE = 1000;
    private static final int STRIDE = 617;

    private final SleepTable delays;
    private int requests;

    private DelayServer(SleepTable delays) {
        this.delays = delays;
    }

    static SleepTable table(double leastMillis, double p95Millis) {
        return SleepTable.of(leastMillis, p95Millis, TABLE);
    }

    /**
     * Serves until it is killed.
     *
     * @param arguments port, least delay and 95th percentile of the delays in milliseconds
     */
    public static void main(String[] arguments) throws InterruptedException {
        DelayServer server = new DelayServer(table(Double.parseDouble(arguments[1]), Double.parseDouble(arguments[2])));
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), server.new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private final class Answering extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof LastHttpContent) {
                long delay = delays.nanos()[Math.floorMod((long) requests++ * STRIDE, TABLE)];
                context.executor()
                        .schedule(() -> context.writeAndFlush(ANSWER.duplicate()), delay, TimeUnit.NANOSECONDS);
            }
        }
    }
}
