package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Overloaded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a request's body up to a limit; a greater one is answered before it is read, and its rest thrown away. So is
 * one for which the {@link BodyBudget} has no room.
 *
 * <p>Netty's own aggregator does the same, but makes a composite of every body; most come in one piece.
 */
final class BodyLimit extends ChannelInboundHandlerAdapter {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int bytes;
    private final BodyShare share;
    private @Nullable HttpRequest head;
    private @Nullable ByteBuf parts;
    private boolean refused;

    BodyLimit(int bytes, BodyShare share) {
        this.bytes = bytes;
        this.share = share;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (message instanceof HttpContent content) {
            add(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            pass(ctx, request, Unpooled.EMPTY_BUFFER, request.decoderResult());
            return;
        }
        head = request;
        long length = HttpUtil.getContentLength(request, 0L);
        if (length > bytes) {
            refuse(ctx);
        } else if (!share.reserve(length)) {
            refuseForNow(ctx, request);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            var _ = ctx.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void add(ChannelHandlerContext ctx, HttpContent content) {
        HttpRequest request = head;
        ByteBuf before = parts;
        if (refused || request == null) {
            content.release();
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (before == null && last) {
            pass(ctx, request, content.content(), content.decoderResult());
            return;
        }
        ByteBuf gathered = before == null ? ctx.alloc().buffer() : before;
        parts = gathered;
        if (gathered.readableBytes() + content.content().readableBytes() > bytes) {
            content.release();
            refuse(ctx);
            return;
        }
        if (!share.reserve(gathered.readableBytes() + content.content().readableBytes())) {
            content.release();
            refuseForNow(ctx, request);
            return;
        }
        gathered.writeBytes(content.content());
        DecoderResult result = content.decoderResult();
        content.release();
        if (last) {
            parts = null;
            pass(ctx, request, gathered, result);
        }
    }

    private void pass(ChannelHandlerContext ctx, HttpRequest request, ByteBuf body, DecoderResult result) {
        head = null;
        FullHttpRequest whole = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                body,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        whole.setDecoderResult(result);
        share.arrived();
        ctx.fireChannelRead(whole);
    }

    /** Passed on as a decoder's failure is, so that it is answered in its turn. */
    private void refuseForNow(ChannelHandlerContext ctx, HttpRequest request) {
        refused = true;
        release();
        Overloaded cause = new Overloaded("the requests that arrive fill the memory that is set aside for them", SOON);
        pass(ctx, request, Unpooled.EMPTY_BUFFER, DecoderResult.failure(cause));
    }

    private void refuse(ChannelHandlerContext ctx) {
        refused = true;
        release();
        RefusedBody cause = RefusedBody.tooGreat(bytes);
        FinalReply.write(ctx, Reply.error(ctx.alloc(), cause.status(), cause.getMessage()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        share.dropped();
        if (parts != null) {
            parts.release();
            parts = null;
        }
    }
}
