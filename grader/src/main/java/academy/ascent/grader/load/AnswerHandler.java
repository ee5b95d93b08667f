package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.function.Consumer;

/** Hands an answer to the request that waits on its connection, then frees the connection. */
final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Consumer<Channel> release;

    AnswerHandler(Consumer<Channel> release) {
        this.release = release;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        Channel channel = context.channel();
        Exchange exchange = channel.attr(Exchange.CURRENT).getAndSet(null);
        if (exchange == null || exchange.isSettled() || response.decoderResult().isFailure()) {
            if (exchange != null) {
                exchange.fail(Outcome.RESET);
            }
            channel.close();
            return;
        }
        exchange.answered(response);
        if (HttpUtil.isKeepAlive(response)) {
            release.accept(channel);
        } else {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context);
        context.close();
    }

    private static void fail(ChannelHandlerContext context) {
        Exchange exchange = context.channel().attr(Exchange.CURRENT).getAndSet(null);
        if (exchange != null) {
            exchange.fail(Outcome.RESET);
        }
    }
}
