package academy.ascent.reference.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A request that is nothing but the raw bytes of a model's only input, without any JSON. */
final class RawRequest {
    private RawRequest() {}

    /**
     * The request for all outputs as raw bytes.
     *
     * @throws RejectedRequest if the model has several inputs, or the shape cannot be told from the number of bytes
     */
    static InferRequest read(byte[] body, ModelMetadata model) {
        if (model.inputs().size() != 1) {
            throw new RejectedRequest(
                    "a request without JSON (Inference-Header-Content-Length: 0) needs a model with one" + " input; \""
                            + model.name() + "\" has " + model.inputs().size());
        }
        TensorMetadata input = model.inputs().getFirst();
        Tensor tensor = input.datatype() == Datatype.BYTES ? text(input, body) : numbers(input, body);
        return new InferRequest(null, Map.of(BinaryAnswers.ALL_OUTPUTS, true), List.of(tensor), List.of());
    }

    /** The whole body is one text. */
    private static Tensor text(TensorMetadata input, byte[] body) {
        long[] shape = Arrays.stream(input.shape()).map(Math::abs).toArray();
        if (Arrays.stream(shape).anyMatch(size -> size != 1)) {
            throw new RejectedRequest(where(input) + " takes several texts, shape " + Tensor.shapeText(input.shape())
                    + "; a request without JSON holds one");
        }
        return tensor(
                input,
                shape,
                ByteBuffer.allocate(Integer.BYTES + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(body.length)
                        .put(body)
                        .flip());
    }

    private static Tensor numbers(TensorMetadata input, byte[] body) {
        long[] shape = input.shape().clone();
        int open = -1;
        long bytes = input.datatype().width();
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] >= 0) {
                bytes *= shape[i];
            } else if (open < 0) {
                open = i;
            } else {
                throw undecided(input);
            }
        }
        if (open >= 0) {
            if (bytes == 0) {
                throw undecided(input);
            }
            shape[open] = body.length / bytes;
        }
        return tensor(input, shape, ByteBuffer.wrap(body));
    }

    private static Tensor tensor(TensorMetadata input, long[] shape, ByteBuffer raw) {
        return new Tensor(
                input.name(), input.datatype(), shape, RawTensors.read(where(input), input.datatype(), shape, raw));
    }

    private static RejectedRequest undecided(TensorMetadata input) {
        return new RejectedRequest(where(input) + " has the shape " + Tensor.shapeText(input.shape())
                + ", which the number of bytes alone does not settle; send JSON with the shape before the bytes");
    }

    private static String where(TensorMetadata input) {
        return "input \"" + input.name() + "\"";
    }
}
