package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A model that is opened to say what it is and what it answers, apart from any serving. */
public final class InspectedModel implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;

    private InspectedModel(OrtSession session) throws OrtException {
        this.session = session;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
    }

    /** What cannot be done with a model, in ONNX Runtime's words or ours. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * An input or an output.
     *
     * @param datatype the protocol's word, or ONNX Runtime's description of what is no tensor that the protocol carries
     * @param shape sizes of the dimensions, −1 where any size goes; empty for what is no tensor
     */
    public record Node(String name, String datatype, List<Long> shape) {}

    /**
     * Opens a model's file.
     *
     * @throws Refusal if ONNX Runtime cannot load it
     */
    public static InspectedModel open(Path file) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new InspectedModel(SessionOpener.environment().createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** The inputs, in the model's order. */
    public List<Node> inputs() {
        return described(inputs.values());
    }

    /** The outputs, in the model's order. */
    public List<Node> outputs() {
        return described(outputs.values());
    }

    /**
     * Answers one row.
     *
     * @param row the numbers by input
     * @return the output's numbers, in the order of its shape
     * @throws Refusal if the model does not take the row or does not answer with numbers
     */
    public List<Double> answer(Map<String, double[]> row, String output) {
        if (!outputs.containsKey(output)) {
            throw new Refusal("the model has no output '" + output + "'; it has " + outputs.keySet());
        }
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, double[]> entry : row.entrySet()) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return numbers(output, result.get(0));
            }
        } catch (OrtException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        SessionOpener.close(session);
    }

    private static List<Node> described(Collection<NodeInfo> nodes) {
        List<Node> described = new ArrayList<>();
        for (NodeInfo node : nodes) {
            Optional<TensorMetadata> tensor = TensorTypes.metadata(node);
            described.add(tensor.map(metadata -> new Node(
                            metadata.name(),
                            metadata.datatype().name(),
                            LongStream.of(metadata.shape()).boxed().toList()))
                    .orElseGet(() -> new Node(node.getName(), node.getInfo().toString(), List.of())));
        }
        return described;
    }

    private OnnxTensor tensor(String name, double[] row) throws OrtException {
        NodeInfo input = inputs.get(name);
        if (input == null) {
            throw new Refusal("the model has no input '" + name + "'; it has " + inputs.keySet());
        }
        if (!(input.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length > 2) {
            throw new Refusal("the input '" + name + "' takes no row of numbers: " + input.getInfo());
        }
        long[] shape = tensor.getShape().length == 2 ? new long[] {1, row.length} : new long[] {row.length};
        return switch (tensor.type) {
            case FLOAT -> OnnxTensor.createTensor(SessionOpener.environment(), floats(row), shape);
            case DOUBLE -> OnnxTensor.createTensor(SessionOpener.environment(), DoubleBuffer.wrap(row), shape);
            case INT64 -> OnnxTensor.createTensor(SessionOpener.environment(), longs(row), shape);
            default ->
                throw new Refusal("the input '" + name + "' takes " + tensor.type + "; rows are sent as FP32, FP64"
                        + " or INT64");
        };
    }

    private static FloatBuffer floats(double[] row) {
        FloatBuffer floats = FloatBuffer.allocate(row.length);
        for (double number : row) {
            floats.put((float) number);
        }
        return floats.flip();
    }

    private static LongBuffer longs(double[] row) {
        return LongBuffer.wrap(Arrays.stream(row).mapToLong(Math::round).toArray());
    }

    private static List<Double> numbers(String output, OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new Refusal("the output '" + output + "' is no tensor: " + value.getInfo());
        }
        DoubleStream numbers = switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                yield IntStream.range(0, floats.limit()).mapToDouble(floats::get);
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                yield IntStream.range(0, doubles.limit()).mapToDouble(doubles::get);
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                yield IntStream.range(0, longs.limit()).mapToDouble(longs::get);
            }
            default ->
                throw new Refusal("the output '" + output + "' holds " + tensor.getInfo().type
                        + "; answers are read as FP32, FP64 or INT64");
        };
        return numbers.boxed().toList();
    }
}
