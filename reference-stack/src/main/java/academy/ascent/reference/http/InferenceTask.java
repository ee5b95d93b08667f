package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** From the bytes of an inference request to the response. */
final class InferenceTask {
    private InferenceTask() {}

    static CompletableFuture<InferResponse> start(Predictor predictor, byte[] body) {
        InferRequest request;
        try {
            request = InferRequestReader.read(body);
        } catch (RejectedRequest e) {
            return CompletableFuture.failedFuture(e);
        }
        return predictor.infer(request);
    }

    static FullHttpResponse response(InferResponse response, ByteBufAllocator allocator) {
        return Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.infer(response, out));
    }

    /** The response to a failure, or nothing if nobody expects it. */
    static FullHttpResponse refusal(Throwable failure, ByteBufAllocator allocator) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RejectedRequest e -> Reply.error(allocator, HttpResponseStatus.BAD_REQUEST, e.getMessage());
            case UnknownModel e -> Reply.error(allocator, HttpResponseStatus.NOT_FOUND, e.getMessage());
            case Overloaded e -> Reply.unavailable(allocator, e.getMessage(), e.retryAfter());
            case InferenceFailed e ->
                Reply.error(allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
            default ->
                Reply.error(allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server broke on this request");
        };
    }

    static boolean isExpected(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RejectedRequest
                || cause instanceof UnknownModel
                || cause instanceof Overloaded
                || cause instanceof InferenceFailed;
    }
}
