package academy.ascent.reference.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;

/**
 * Ends a connection with an answer while the client may still be sending. Only our side is shut: closing the whole
 * would reset the connection, and the client would lose the answer. {@link ConnectionClock} closes the rest.
 */
final class FinalReply {
    private FinalReply() {}

    static void write(ChannelHandlerContext ctx, FullHttpResponse response) {
        // What the client still sends is thrown away; one that is kept from sending might never read the answer.
        ctx.channel().config().setAutoRead(true);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess() && written.channel() instanceof DuplexChannel duplex) {
                var _ = duplex.shutdownOutput();
            } else {
                var _ = written.channel().close();
            }
        });
    }
}
