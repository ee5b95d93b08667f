package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.BinaryAnswers;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;

/** From the outcome of an inference to the response. */
final class InferenceTask {
    private InferenceTask() {}

    static FullHttpResponse response(InferRequest request, InferResponse response, ByteBufAllocator allocator) {
        if (BinaryAnswers.wanted(request)) {
            return Reply.binary(allocator, out -> BinaryAnswers.write(request, response, out));
        }
        return Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.infer(response, out));
    }

    /** The response to a failure; {@code broken} is told of one that nobody expects. */
    static FullHttpResponse refusal(Throwable failure, ByteBufAllocator allocator, Consumer<Throwable> broken) {
        return switch (Predictor.cause(failure)) {
            case RejectedRequest e -> Reply.error(allocator, HttpResponseStatus.BAD_REQUEST, e.getMessage());
            case RefusedBody e -> Reply.error(allocator, e.status(), e.getMessage());
            case UnknownModel e -> Reply.error(allocator, HttpResponseStatus.NOT_FOUND, e.getMessage());
            case Overloaded e -> Reply.unavailable(allocator, e.getMessage(), e.retryAfter());
            case InferenceFailed e ->
                Reply.error(allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
            case Throwable unexpected -> {
                broken.accept(unexpected);
                yield Reply.error(
                        allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server broke on this request");
            }
        };
    }
}
