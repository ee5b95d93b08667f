package academy.ascent.reference.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Gathers a request's body up to a limit; a greater one is answered before it is read, and its rest thrown away. */
final class BodyLimit extends HttpObjectAggregator {
    private final int bytes;

    BodyLimit(int bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        RefusedBody refused = RefusedBody.tooGreat(bytes);
        FullHttpResponse response = Reply.error(ctx.alloc(), refused.status(), refused.getMessage());
        FinalReply.write(ctx, response);
    }
}
