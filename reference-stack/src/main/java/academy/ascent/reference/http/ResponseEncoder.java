package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a short response as one buffer. Netty's own encoder makes two of it, head and body, each with its own place in
 * the channel's queue and in the system call; most answers here are short. A long one is not copied for that.
 */
final class ResponseEncoder extends ChannelOutboundHandlerAdapter {
    private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
    private static final int END_OF_LINE = '\r' << 8 | '\n';
    private static final int COLON = ':' << 8 | ' ';
    /** The usual head; a longer one grows the buffer. */
    private static final int HEAD_BYTES = 256;

    private static final int COPIED_BYTES = 16 << 10;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise written) {
        if (!(message instanceof FullHttpResponse response)) {
            var _ = ctx.write(message, written);
            return;
        }
        ByteBuf content = response.content();
        boolean copied = content.readableBytes() <= COPIED_BYTES;
        ByteBuf first;
        try {
            first = encode(ctx, response, copied);
        } catch (RuntimeException | Error e) {
            response.release();
            throw e;
        }
        if (copied) {
            response.release();
            var _ = ctx.write(first, written);
        } else {
            var _ = ctx.write(first);
            var _ = ctx.write(content, written);
        }
    }

    private static ByteBuf encode(ChannelHandlerContext ctx, FullHttpResponse response, boolean withContent) {
        ByteBuf content = response.content();
        ByteBuf out = ctx.alloc().ioBuffer(withContent ? HEAD_BYTES + content.readableBytes() : HEAD_BYTES);
        try {
            head(response, out);
            if (withContent) {
                out.writeBytes(content);
            }
        } catch (RuntimeException | Error e) {
            out.release();
            throw e;
        }
        return out;
    }

    private static void head(FullHttpResponse response, ByteBuf out) {
        add(VERSION, out);
        add(response.status().codeAsText(), out);
        out.writeByte(' ');
        add(response.status().reasonPhrase(), out);
        out.writeShort(END_OF_LINE);
        Iterator<Map.Entry<CharSequence, CharSequence>> headers =
                response.headers().iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            add(header.getKey(), out);
            out.writeShort(COLON);
            add(header.getValue(), out);
            out.writeShort(END_OF_LINE);
        }
        out.writeShort(END_OF_LINE);
    }

    private static void add(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString ascii) {
            ByteBufUtil.copy(ascii, out);
        } else {
            out.writeCharSequence(text, US_ASCII);
        }
    }
}
