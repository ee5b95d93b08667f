package academy.ascent.grader.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request to send: over HTTP/1.1, or a unary call of gRPC.
 *
 * @param path for example {@code /v2/models/tumour/infer}, or gRPC's service and method
 * @param body sent as JSON by POST; empty means GET
 * @param message what is sent over gRPC in the body's place; null for HTTP
 */
public record Call(String path, String body, @Nullable Message message) {

    /** A message of gRPC. */
    public interface Message {
        /** As it is sent. */
        byte[] bytes();

        /** The answer as a text that samples carry; bytes that are no answer give a text that says so. */
        String text(byte[] answer);
    }

    /** A request over HTTP. */
    public Call(String path, String body) {
        this(path, body, null);
    }

    /**
     * A unary call of gRPC.
     *
     * @param method with its service, for example {@code inference.GRPCInferenceService/ModelInfer}
     */
    public static Call grpc(String method, Message message) {
        return new Call(method, "", message);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
