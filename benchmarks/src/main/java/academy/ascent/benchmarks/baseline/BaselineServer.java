package academy.ascent.benchmarks.baseline;

import ai.onnxruntime.OrtException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * What a server can reach that does nothing but answer: one event loop, inference on it, tensors made once, no checks
 * of what is asked, no metrics, no limits, no other model.
 */
public final class BaselineServer implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FixedModel model;
    private final Channel listener;

    private BaselineServer(int port, Path file) throws OrtException {
        model = FixedModel.load(file);
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(withoutChecks()), new FixedHandler(model));
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    private static HttpDecoderConfig withoutChecks() {
        return new HttpDecoderConfig().setValidateHeaders(false);
    }

    /** Serves a model of 30 features on loopback; port 0 lets the system choose. */
    public static BaselineServer start(int port, Path file) throws OrtException {
        return new BaselineServer(port, file);
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        model.close();
    }

    /** Serves until it is told to end: {@code BaselineServer PORT FILE}. */
    public static void main(String[] arguments) throws OrtException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Signal.handle(new Signal("TERM"), _ -> told.countDown());
        try (BaselineServer _ = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
            told.await();
        }
        System.exit(0);
    }
}
