package academy.ascent.reference.grpc;

import academy.ascent.reference.fuzz.Requests;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import com.google.protobuf.InvalidProtocolBufferException;

/** Messages of gRPC that hold an inference request. */
public final class GrpcRequestFuzz {
    private GrpcRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        ModelInferRequest message;
        try {
            message = ModelInferRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException _) {
            // gRPC answers these itself.
            return;
        }
        Requests.check(() -> InferRequests.read(message));
    }
}
