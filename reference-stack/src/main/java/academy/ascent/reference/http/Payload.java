package academy.ascent.reference.http;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an inference request as it came.
 *
 * @param encoding how it is compressed; null where it is not
 * @param jsonLength where raw tensors follow the JSON, the header that says where they begin
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Payload(
        byte[] body, @Nullable String encoding, @Nullable String jsonLength) {
    /** The header of the binary tensor data extension. */
    static final AsciiString JSON_LENGTH = AsciiString.cached("Inference-Header-Content-Length");

    static Payload of(FullHttpRequest request) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        return new Payload(
                ByteBufUtil.getBytes(request.content()),
                encoding == null || encoding.equalsIgnoreCase("identity") ? null : encoding,
                request.headers().get(JSON_LENGTH));
    }

    /**
     * The request that it holds.
     *
     * @param limit the greatest size in bytes once it is inflated
     * @throws RejectedRequest if it is none
     * @throws RefusedBody if it is too great, or compressed in an unknown way
     */
    InferRequest read(Predictor predictor, int limit) {
        byte[] plain = encoding == null ? body : inflated(encoding, limit);
        return jsonLength == null
                ? InferRequestReader.read(plain)
                : InferRequestReader.read(plain, jsonLength, predictor::metadata);
    }

    private byte[] inflated(String method, int limit) {
        try (InputStream in = inflater(method)) {
            byte[] plain = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw RefusedBody.tooGreat(limit);
            }
            return plain;
        } catch (IOException _) {
            throw new RejectedRequest("the body is not what its Content-Encoding \"" + method + "\" says");
        }
    }

    private InputStream inflater(String method) throws IOException {
        InputStream compressed = new ByteArrayInputStream(body);
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "gzip" -> new GZIPInputStream(compressed);
            case "deflate" -> new InflaterInputStream(compressed);
            default ->
                throw new RefusedBody(
                        HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                        "this server reads the content encodings gzip, deflate and identity");
        };
    }
}
