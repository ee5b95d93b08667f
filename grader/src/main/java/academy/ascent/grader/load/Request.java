package academy.ascent.grader.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** A call as it goes over the wire, encoded once; and the last answer to it, since answers to a call are mostly equal. */
final class Request {
    private final ByteBuf wire;
    private byte[] lastBytes = {};
    private String lastAnswer = "";

    Request(Call call) {
        EmbeddedChannel encoder = new EmbeddedChannel(new HttpRequestEncoder());
        encoder.writeOutbound(message(call));
        ByteBuf bytes = Unpooled.buffer();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            bytes.writeBytes(part);
            part.release();
        }
        encoder.finishAndReleaseAll();
        wire = Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes)).asReadOnly());
        bytes.release();
    }

    private static FullHttpRequest message(Call call) {
        byte[] body = call.bytes();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                body.length == 0 ? HttpMethod.GET : HttpMethod.POST,
                call.path(),
                Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.HOST, "localhost");
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        return request;
    }

    /** The bytes to send; each result may be written once. */
    ByteBuf wire() {
        return wire.duplicate();
    }

    /** An answer as text; the same object as the last one if it says the same. */
    String text(ByteBuf answer) {
        if (answer.readableBytes() != lastBytes.length
                || !ByteBufUtil.equals(answer, Unpooled.wrappedBuffer(lastBytes))) {
            lastBytes = ByteBufUtil.getBytes(answer);
            lastAnswer = new String(lastBytes, StandardCharsets.UTF_8);
        }
        return lastAnswer;
    }
}
