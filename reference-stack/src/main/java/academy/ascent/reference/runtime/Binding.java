package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tensors of one input shape and its output shapes that many inferences use anew, one at a time, so that none has to
 * be made and read by each.
 */
final class Binding implements AutoCloseable {
    private static final int MOST_ELEMENTS = 1 << 14;

    private final long[] inputShape;
    private final FloatBuffer input;
    private final Map<String, OnnxTensor> inputs;
    private final List<TensorMetadata> wanted;
    private final List<Tensor> shapes;
    private final List<FloatBuffer> results = new ArrayList<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    private Binding(OrtEnvironment environment, Tensor like, List<TensorMetadata> wanted, List<Tensor> answered)
            throws OrtException {
        this.inputShape = like.shape();
        this.input = floats(like.elements().count());
        this.inputs = Map.of(like.name(), OnnxTensor.createTensor(environment, input, inputShape));
        this.wanted = wanted;
        this.shapes = answered;
        for (Tensor output : answered) {
            FloatBuffer room = floats(output.elements().count());
            results.add(room);
            outputs.put(output.name(), OnnxTensor.createTensor(environment, room, output.shape()));
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Whether tensors like these, of a first inference, can be bound: FP32, not large, of shapes that inputs settle. */
    static boolean isPossible(List<Tensor> inputs, List<TensorMetadata> wanted, List<Tensor> answered) {
        if (inputs.size() != 1 || !isSmall(inputs.getFirst())) {
            return false;
        }
        long rows = RowBatch.rows(inputs);
        for (int i = 0; i < answered.size(); i++) {
            long[] declared = wanted.get(i).shape();
            long[] shape = answered.get(i).shape();
            boolean settled = Arrays.stream(declared).skip(1).allMatch(size -> size >= 0);
            if (!isSmall(answered.get(i)) || shape.length == 0 || declared.length != shape.length || !settled) {
                return false;
            }
            if (declared[0] < 0 && shape[0] != rows) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmall(Tensor tensor) {
        int count = tensor.elements().count();
        return tensor.datatype() == Datatype.FP32 && count > 0 && count <= MOST_ELEMENTS;
    }

    static Binding of(OrtEnvironment environment, Tensor input, List<TensorMetadata> wanted, List<Tensor> answered)
            throws OrtException {
        return new Binding(environment, input, wanted, answered);
    }

    boolean fits(List<Tensor> tensors, List<TensorMetadata> outputsWanted) {
        return tensors.size() == 1
                && Arrays.equals(tensors.getFirst().shape(), inputShape)
                && (wanted == outputsWanted || wanted.equals(outputsWanted));
    }

    /** One inference; for one thread at a time. */
    List<Tensor> run(OrtSession session, Tensor tensor) throws OrtException {
        input.clear().put(((Elements.Floats) tensor.elements()).values());
        session.run(inputs, Set.of(), outputs).close();
        List<Tensor> answered = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            Tensor like = shapes.get(i);
            float[] values = new float[like.elements().count()];
            results.get(i).get(0, values);
            answered.add(new Tensor(like.name(), like.datatype(), like.shape(), new Elements.Floats(values)));
        }
        return answered;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }
}
