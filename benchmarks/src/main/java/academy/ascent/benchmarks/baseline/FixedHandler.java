package academy.ascent.benchmarks.baseline;

import ai.onnxruntime.OrtException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Takes a request apart, infers and answers, all on the event loop. */
final class FixedHandler extends ChannelInboundHandlerAdapter {
    private static final AsciiString BINARY_HEADER = AsciiString.cached("inference-header-content-length");
    private static final int ANSWER_BYTES = 256;

    private final FixedModel model;
    private @Nullable HttpRequest request;
    private @Nullable ByteBuf parts;

    FixedHandler(FixedModel model) {
        this.model = model;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws OrtException {
        try {
            if (message instanceof HttpRequest head) {
                request = head;
            }
            if (message instanceof HttpContent content) {
                read(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext ctx, HttpContent content) throws OrtException {
        if (content instanceof LastHttpContent && parts == null) {
            answer(ctx, content.content());
            return;
        }
        if (parts == null) {
            parts = ctx.alloc().buffer();
        }
        parts.writeBytes(content.content());
        if (content instanceof LastHttpContent) {
            ByteBuf whole = parts;
            parts = null;
            try {
                answer(ctx, whole);
            } finally {
                whole.release();
            }
        }
    }

    private void answer(ChannelHandlerContext ctx, ByteBuf body) throws OrtException {
        if (request == null || !request.method().equals(HttpMethod.POST)) {
            ctx.write(response(ctx.alloc().buffer(0)), ctx.voidPromise());
            return;
        }
        String header = request.headers().get(BINARY_HEADER);
        ByteBuf out = ctx.alloc().buffer(ANSWER_BYTES);
        if (header == null) {
            FixedJson.read(body, model.text(), model.features());
            model.run();
            FixedJson.write(model.probabilities(), out);
            ctx.write(response(out), ctx.voidPromise());
            return;
        }
        FixedBinary.read(body, Integer.parseInt(header), model.features());
        model.run();
        FullHttpResponse response = response(FixedBinary.write(model.probabilities(), out));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
                .set(BINARY_HEADER, FixedBinary.HEADER_LENGTH);
        ctx.write(response, ctx.voidPromise());
    }

    private static FullHttpResponse response(ByteBuf content) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(content.readableBytes()));
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content, headers, EmptyHttpHeaders.INSTANCE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
