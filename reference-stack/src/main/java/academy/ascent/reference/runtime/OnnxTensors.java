package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import java.nio.ByteBuffer;

/** Tensors into ONNX Runtime and out of it. */
final class OnnxTensors {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private OnnxTensors() {}

    /** To be called before the tensors of a request are made: those of the thread's last request end here. */
    static void reset() {
        SCRATCH.get().reset();
    }

    /** ONNX Runtime's form of a tensor; the caller closes it. */
    static OnnxTensor of(OrtEnvironment environment, Tensor tensor) throws OrtException {
        Scratch scratch = SCRATCH.get();
        long[] shape = tensor.shape();
        return switch (tensor.elements()) {
            case Elements.Floats(float[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length * Float.BYTES)
                                .asFloatBuffer()
                                .put(values)
                                .flip(),
                        shape);
            case Elements.Doubles(double[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length * Double.BYTES)
                                .asDoubleBuffer()
                                .put(values)
                                .flip(),
                        shape);
            case Elements.Longs(long[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length * Long.BYTES)
                                .asLongBuffer()
                                .put(values)
                                .flip(),
                        shape);
            case Elements.Ints(int[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length * Integer.BYTES)
                                .asIntBuffer()
                                .put(values)
                                .flip(),
                        shape);
            case Elements.Shorts(short[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length * Short.BYTES)
                                .asShortBuffer()
                                .put(values)
                                .flip(),
                        shape);
            case Elements.Halves(short[] bits) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(bits.length * Short.BYTES)
                                .asShortBuffer()
                                .put(bits)
                                .flip(),
                        shape,
                        tensor.datatype() == Datatype.FP16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.BFLOAT16);
            case Elements.Octets(byte[] values) ->
                OnnxTensor.createTensor(
                        environment,
                        scratch.take(values.length).put(values).flip(),
                        shape,
                        octetType(tensor.datatype()));
            case Elements.Texts(String[] values) -> OnnxTensor.createTensor(environment, values, shape);
        };
    }

    private static OnnxJavaType octetType(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            default -> OnnxJavaType.INT8;
        };
    }

    /** The protocol's form of a model's output. */
    static Tensor read(String name, Datatype datatype, OnnxTensor tensor) throws OrtException {
        long[] shape = tensor.getInfo().getShape();
        Elements elements = switch (datatype) {
            case FP32 -> new Elements.Floats(tensor.getFloatBuffer().array());
            case FP64 -> new Elements.Doubles(tensor.getDoubleBuffer().array());
            case INT64, UINT64 -> new Elements.Longs(tensor.getLongBuffer().array());
            case INT32, UINT32 -> new Elements.Ints(tensor.getIntBuffer().array());
            case FP16, BF16 -> new Elements.Halves(tensor.getShortBuffer().array());
            case INT16, UINT16 -> new Elements.Shorts(tensor.getShortBuffer().array());
            case INT8, UINT8, BOOL -> new Elements.Octets(octets(tensor.getByteBuffer()));
            case BYTES -> new Elements.Texts(texts(tensor.getValue()));
        };
        return new Tensor(name, datatype, shape, elements);
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static String[] texts(Object value) {
        return value instanceof String text ? new String[] {text} : OrtUtil.flattenString((Object[]) value);
    }
}
