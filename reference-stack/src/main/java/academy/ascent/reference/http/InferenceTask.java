package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.runtime.Model;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/** From the bytes of an inference request to the response. */
final class InferenceTask {
    private InferenceTask() {}

    static FullHttpResponse answer(Model model, byte[] body, ByteBufAllocator allocator) {
        try {
            InferRequest request = InferRequestReader.read(body);
            InferResponse response = model.infer(request);
            return Reply.json(allocator, HttpResponseStatus.OK, out -> Answers.infer(response, out));
        } catch (RejectedRequest e) {
            return Reply.error(allocator, HttpResponseStatus.BAD_REQUEST, e.getMessage());
        } catch (InferenceFailed e) {
            return Reply.error(allocator, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        }
    }
}
