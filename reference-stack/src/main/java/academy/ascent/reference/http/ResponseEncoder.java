package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a response as one buffer. Netty's own encoder makes two of it, head and body, each with its own place in the
 * channel's queue and in the system call; the answers here are short and whole.
 */
final class ResponseEncoder extends MessageToByteEncoder<FullHttpResponse> {
    private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
    private static final int END_OF_LINE = '\r' << 8 | '\n';
    private static final int COLON = ':' << 8 | ' ';
    /** The usual head; a longer one grows the buffer. */
    private static final int HEAD_BYTES = 256;

    ResponseEncoder() {
        super(FullHttpResponse.class);
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext ctx, FullHttpResponse response, boolean direct) {
        return ctx.alloc().ioBuffer(HEAD_BYTES + response.content().readableBytes());
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, FullHttpResponse response, ByteBuf out) {
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
        out.writeBytes(response.content());
    }

    private static void add(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString ascii) {
            ByteBufUtil.copy(ascii, out);
        } else {
            out.writeCharSequence(text, US_ASCII);
        }
    }
}
