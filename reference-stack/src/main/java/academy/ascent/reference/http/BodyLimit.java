package academy.ascent.reference.http;

import academy.ascent.reference.access.Admission;
import academy.ascent.reference.protocol.Overloaded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
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
 * one for which the {@link BodyBudget} has no room, and that of somebody who is not let in: keys come before bodies.
 *
 * <p>Netty's own aggregator does the same, but makes a composite of every body; most come in one piece.
 */
final class BodyLimit extends ChannelInboundHandlerAdapter {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int bytes;
    private final Door door;
    private final BodyShare share;
    private @Nullable HttpRequest head;
    private @Nullable Admission admission;
    private @Nullable ByteBuf parts;
    private boolean refused;

    BodyLimit(ServerState server, BodyShare share) {
        this.bytes = server.limits.bodyBytes();
        this.door = new Door(server);
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
        admission = door.admit(request);
        if (admission instanceof Admission.Refused) {
            turnAway(ctx, request, length);
        } else if (length > bytes) {
            refuse(ctx, request, RefusedBody.tooGreat(bytes));
        } else if (!share.reserve(length)) {
            refuse(ctx, request, noRoom());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            var _ = ctx.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void add(ChannelHandlerContext ctx, HttpContent content) {
        HttpRequest request = head;
        if (refused || request == null) {
            content.release();
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (admission instanceof Admission.Refused) {
            content.release();
            if (last) {
                pass(ctx, request, Unpooled.EMPTY_BUFFER, content.decoderResult());
            }
            return;
        }
        if (parts == null && last) {
            pass(ctx, request, content.content(), content.decoderResult());
            return;
        }
        try {
            gather(ctx, request, content, last);
        } finally {
            content.release();
        }
    }

    private void gather(ChannelHandlerContext ctx, HttpRequest request, HttpContent content, boolean last) {
        ByteBuf gathered = parts == null ? ctx.alloc().buffer() : parts;
        parts = gathered;
        int length = gathered.readableBytes() + content.content().readableBytes();
        if (length > bytes) {
            refuse(ctx, request, RefusedBody.tooGreat(bytes));
            return;
        }
        if (!share.reserve(length)) {
            refuse(ctx, request, noRoom());
            return;
        }
        gathered.writeBytes(content.content());
        if (last) {
            parts = null;
            pass(ctx, request, gathered, content.decoderResult());
        }
    }

    private void pass(ChannelHandlerContext ctx, HttpRequest request, ByteBuf body, DecoderResult result) {
        head = null;
        Arrival whole = new Arrival(request, body, admission, refused);
        whole.setDecoderResult(result);
        share.arrived();
        ctx.fireChannelRead(whole);
    }

    /**
     * A small body is thrown away as it comes, and the connection goes on. Nobody waits for a great one, nor for that of
     * a client that asks before it sends: whether it sends then all the same cannot be known.
     */
    private void turnAway(ChannelHandlerContext ctx, HttpRequest request, long length) {
        if (length > BodyBudget.SMALL_BYTES
                || HttpUtil.isTransferEncodingChunked(request)
                || HttpUtil.is100ContinueExpected(request)) {
            refused = true;
            pass(ctx, request, Unpooled.EMPTY_BUFFER, DecoderResult.SUCCESS);
        }
    }

    private static Overloaded noRoom() {
        return new Overloaded("the requests that arrive fill the memory that is set aside for them", SOON);
    }

    /** Passed on as a decoder's failure is, so that it is answered in its turn. */
    private void refuse(ChannelHandlerContext ctx, HttpRequest request, RuntimeException cause) {
        refused = true;
        release();
        pass(ctx, request, Unpooled.EMPTY_BUFFER, DecoderResult.failure(cause));
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
