package academy.ascent.reference.http;

import academy.ascent.reference.access.Admission;
import academy.ascent.reference.protocol.Answers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Builds responses. */
final class Reply {
    private static final int USUAL_BYTES = 512;
    private static final AsciiString PROMETHEUS_TEXT = AsciiString.cached("text/plain; version=0.0.4; charset=utf-8");

    /** Every header that is set here is a constant, a number or checked where it is made. */
    private static final HttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Reply() {}

    /** Writes a body. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static FullHttpResponse json(ByteBufAllocator allocator, HttpResponseStatus status, Body body) {
        ByteBuf content = allocator.buffer(USUAL_BYTES);
        write(content, body);
        return response(status, content, HttpHeaderValues.APPLICATION_JSON);
    }

    /** Writes JSON and raw tensors behind it. */
    interface BinaryBody {
        /** Gives back the length of the JSON in bytes. */
        int writeTo(OutputStream out) throws IOException;
    }

    static FullHttpResponse binary(ByteBufAllocator allocator, BinaryBody body) {
        ByteBuf content = allocator.buffer(USUAL_BYTES);
        int[] jsonLength = new int[1];
        write(content, out -> jsonLength[0] = body.writeTo(out));
        FullHttpResponse response = response(HttpResponseStatus.OK, content, HttpHeaderValues.APPLICATION_OCTET_STREAM);
        response.headers().setInt(Payload.JSON_LENGTH, jsonLength[0]);
        return response;
    }

    private static void write(ByteBuf content, Body body) {
        try (OutputStream out = new ByteBufOutputStream(content)) {
            body.writeTo(out);
        } catch (IOException e) {
            content.release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            content.release();
            throw e;
        }
    }

    static FullHttpResponse error(ByteBufAllocator allocator, HttpResponseStatus status, String message) {
        return json(allocator, status, out -> Answers.error(message, out));
    }

    /** A refusal that passes: the client may come again after that time. */
    static FullHttpResponse unavailable(ByteBufAllocator allocator, String message, Duration retryAfter) {
        FullHttpResponse response = error(allocator, HttpResponseStatus.SERVICE_UNAVAILABLE, message);
        response.headers().set(HttpHeaderNames.RETRY_AFTER, wholeSeconds(retryAfter));
        return response;
    }

    /** Rounded up: who comes again after that time does not come too early. */
    private static long wholeSeconds(Duration retryAfter) {
        return Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    }

    /** The answer to somebody who is not let in. */
    static FullHttpResponse refusal(ByteBufAllocator allocator, Admission.Refused refused) {
        return switch (refused) {
            case Admission.Unknown(String message) -> {
                FullHttpResponse response = error(allocator, HttpResponseStatus.UNAUTHORIZED, message);
                response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
                yield response;
            }
            case Admission.Forbidden(String message) -> error(allocator, HttpResponseStatus.FORBIDDEN, message);
            case Admission.Exceeded(String message, Duration retryAfter) -> {
                FullHttpResponse response = error(allocator, HttpResponseStatus.TOO_MANY_REQUESTS, message);
                response.headers().set(HttpHeaderNames.RETRY_AFTER, wholeSeconds(retryAfter));
                yield response;
            }
        };
    }

    static FullHttpResponse of(ByteBufAllocator allocator, Answer answer) {
        FullHttpResponse response = response(
                HttpResponseStatus.valueOf(answer.status()),
                allocator.buffer(answer.body().length).writeBytes(answer.body()),
                AsciiString.of(answer.contentType()));
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }

    static FullHttpResponse metrics(ByteBufAllocator allocator, String page) {
        return response(HttpResponseStatus.OK, ByteBufUtil.writeUtf8(allocator, page), PROMETHEUS_TEXT);
    }

    private static FullHttpResponse response(HttpResponseStatus status, ByteBuf content, AsciiString type) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, content, HEADERS.newHeaders(), EmptyHttpHeaders.INSTANCE);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        return response;
    }
}
