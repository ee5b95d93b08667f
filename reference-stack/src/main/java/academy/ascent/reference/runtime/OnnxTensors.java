package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
            case Elements.Texts(String[] values) -> texts(environment, tensor, values);
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
            case BYTES -> new Elements.Texts(NativeTexts.read(tensor));
        };
        return new Tensor(name, datatype, shape, elements);
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static OnnxTensor texts(OrtEnvironment environment, Tensor tensor, String[] texts) throws OrtException {
        boolean usual = true;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == 0) {
                    throw new RejectedRequest("input \"" + tensor.name()
                            + "\" holds a NUL character, at which ONNX Runtime would cut the text; take it out");
                }
                usual &= !Character.isSurrogate(text.charAt(i));
            }
        }
        if (usual) {
            return OnnxTensor.createTensor(environment, texts, tensor.shape());
        }
        String[] places = new String[texts.length];
        Arrays.fill(places, "");
        OnnxTensor made = OnnxTensor.createTensor(environment, places, tensor.shape());
        NativeTexts.write(made, texts);
        return made;
    }
}
