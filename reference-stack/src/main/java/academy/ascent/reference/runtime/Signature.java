package academy.ascent.reference.runtime;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The inputs that a model takes and the outputs that it is configured to answer. */
record Signature(Map<String, TensorMetadata> inputs, Map<String, TensorMetadata> outputs, List<TensorMetadata> all) {
    private static final long MOST_WITHOUT_ELEMENTS = 1024;

    private Signature(Map<String, TensorMetadata> inputs, Map<String, TensorMetadata> outputs) {
        this(inputs, outputs, List.copyOf(outputs.values()));
    }

    /** The signature of a session's model, once it is found to be one that the protocol can carry. */
    static Signature of(ModelConfig config, OrtSession session) throws OrtException {
        Map<String, TensorMetadata> inputs = new LinkedHashMap<>();
        for (NodeInfo node : session.getInputInfo().values()) {
            TensorMetadata input = TensorTypes.metadata(node)
                    .orElseThrow(() -> unserved(config, node, "export the model with tensors of a usual type"));
            if (!TensorTypes.canBeMade(input.datatype())) {
                throw unserved(config, node, "export the model with INT64 instead");
            }
            inputs.put(input.name(), input);
        }
        if (inputs.isEmpty()) {
            throw config.source().fault("path", "the model has no input; export it again with one");
        }
        return new Signature(inputs, outputs(config, session.getOutputInfo()));
    }

    private static InvalidConfig unserved(ModelConfig config, NodeInfo node, String remedy) {
        return config.source()
                .fault(
                        "path",
                        "the model's input \"" + node.getName() + "\" is of a type that this server does not serve: "
                                + node.getInfo() + "; " + remedy);
    }

    private static Map<String, TensorMetadata> outputs(ModelConfig config, Map<String, NodeInfo> all) {
        Map<String, TensorMetadata> outputs = new LinkedHashMap<>();
        for (String name : config.outputs().isEmpty() ? List.copyOf(all.keySet()) : config.outputs()) {
            NodeInfo node = all.get(name);
            if (node == null) {
                throw config.source()
                        .fault("outputs", "the model has no output \"" + name + "\"; it has " + all.keySet());
            }
            outputs.put(
                    name,
                    TensorTypes.metadata(node)
                            .orElseThrow(() -> config.source()
                                    .fault(
                                            "outputs",
                                            "the model's output \"" + name + "\" is no tensor of a served type ("
                                                    + node.getInfo()
                                                    + "); name others under outputs, or export the model without it"
                                                    + " (scikit-learn: option zipmap=False)")));
        }
        return outputs;
    }

    /** Checks that the tensors are exactly the model's inputs, and ask for no more room than what was sent. */
    void check(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            TensorMetadata input = inputs.get(tensor.name());
            if (input == null) {
                throw new RejectedRequest("unknown tensor \"" + tensor.name() + "\"; the model takes "
                        + described(List.copyOf(inputs.values())));
            }
            if (tensor.datatype() != input.datatype()) {
                throw new RejectedRequest("input \"" + tensor.name() + "\" has the datatype " + tensor.datatype()
                        + "; the model takes " + input.datatype());
            }
            if (!fits(tensor.shape(), input.shape())) {
                throw new RejectedRequest(
                        "input \"" + tensor.name() + "\" has the shape " + Tensor.shapeText(tensor.shape())
                                + "; the model takes " + Tensor.shapeText(input.shape()) + " (-1: any size)");
            }
            if (tensor.elements().count() == 0 && isGreat(tensor.shape(), input.shape())) {
                throw new RejectedRequest("input \"" + tensor.name() + "\" has the shape "
                        + Tensor.shapeText(tensor.shape()) + " and no elements; without any, the sizes that the model"
                        + " leaves open may come to at most " + MOST_WITHOUT_ELEMENTS);
            }
        }
        if (tensors.size() != inputs.size()) {
            throw new RejectedRequest("the request has " + tensors.size() + " of the model's inputs; it takes "
                    + described(List.copyOf(inputs.values())));
        }
    }

    private static boolean fits(long[] shape, long[] declared) {
        if (shape.length != declared.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (declared[i] >= 0 && declared[i] != shape[i]) {
                return false;
            }
        }
        return true;
    }

    /** Nothing bears such sizes out, but a model may make outputs and copies of their size all the same. */
    private static boolean isGreat(long[] shape, long[] declared) {
        long product = 1;
        for (int i = 0; i < shape.length; i++) {
            if (declared[i] < 0 && shape[i] > 0) {
                if (shape[i] > MOST_WITHOUT_ELEMENTS / product) {
                    return true;
                }
                product *= shape[i];
            }
        }
        return false;
    }

    /** The outputs that a request names, all where it names none. */
    List<TensorMetadata> wanted(List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return all;
        }
        List<TensorMetadata> wanted = new ArrayList<>();
        for (RequestedOutput asked : requested) {
            TensorMetadata output = outputs.get(asked.name());
            if (output == null) {
                throw new RejectedRequest(
                        "unknown output \"" + asked.name() + "\"; the model answers " + outputs.keySet());
            }
            wanted.add(output);
        }
        return wanted;
    }

    /** The names of the outputs, in their order. */
    Set<String> names(List<TensorMetadata> wanted) {
        if (wanted.size() == 1) {
            return Set.of(wanted.getFirst().name());
        }
        Set<String> names = new LinkedHashSet<>();
        for (TensorMetadata output : wanted) {
            names.add(output.name());
        }
        return names;
    }

    /** Whether rows of several requests may be put together: every tensor's first dimension is of any size. */
    boolean isBatchable() {
        return inputs.values().stream().allMatch(Signature::hasRows)
                && outputs.values().stream().allMatch(Signature::hasRows);
    }

    private static boolean hasRows(TensorMetadata tensor) {
        return tensor.shape().length > 0 && tensor.shape()[0] < 0;
    }

    /** Whether a row is as long as any other, so that a run's cost can be told from its rows. */
    boolean hasRowsOfOneSize() {
        return inputs.values().stream()
                .allMatch(input -> input.datatype() != Datatype.BYTES
                        && Arrays.stream(input.shape()).skip(1).allMatch(size -> size >= 0));
    }

    static String described(List<TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor ->
                        "\"" + tensor.name() + "\" " + tensor.datatype() + " " + Tensor.shapeText(tensor.shape()))
                .collect(Collectors.joining(", "));
    }
}
