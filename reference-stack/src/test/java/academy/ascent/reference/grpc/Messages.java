package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.InferTensorContents;
import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferRequest.InferInputTensor;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Requests as clients send them. */
final class Messages {
    private Messages() {}

    /** To {@code echo}, one input {@code x} of one row of FP32 as typed contents. */
    static ModelInferRequest.Builder floats(float... values) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float value : values) {
            contents.addFp32Contents(value);
        }
        return request(input("x", "FP32", 1, values.length).setContents(contents));
    }

    /** The same as raw contents. */
    static ModelInferRequest.Builder rawFloats(float... values) {
        return request(input("x", "FP32", 1, values.length)).addRawInputContents(raw(values));
    }

    static ModelInferRequest.Builder request(InferInputTensor.Builder... inputs) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("echo");
        for (InferInputTensor.Builder input : inputs) {
            request.addInputs(input);
        }
        return request;
    }

    static InferInputTensor.Builder input(String name, String datatype, long... shape) {
        return InferInputTensor.newBuilder().setName(name).setDatatype(datatype).addAllShape(Longs.asList(shape));
    }

    static ByteString raw(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }
}
