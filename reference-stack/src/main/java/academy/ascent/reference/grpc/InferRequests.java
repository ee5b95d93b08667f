package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferRequest.InferInputTensor;
import academy.ascent.reference.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.RawTensors;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads inference requests from their messages. */
final class InferRequests {
    private final ModelInferRequest message;

    private InferRequests(ModelInferRequest message) {
        this.message = message;
    }

    /**
     * The request that the message holds.
     *
     * @throws RejectedRequest if it holds none; its message says why and where
     */
    static InferRequest read(ModelInferRequest message) {
        InferRequests reader = new InferRequests(message);
        return new InferRequest(
                message.getId().isEmpty() ? null : message.getId(),
                ParameterMessages.read(message.getParametersMap(), "\"parameters\""),
                reader.inputs(),
                reader.outputs());
    }

    private List<Tensor> inputs() {
        if (message.getInputsCount() == 0) {
            throw new RejectedRequest("the request has no \"inputs\"");
        }
        checkRawContents();
        List<Tensor> inputs = new ArrayList<>(message.getInputsCount());
        Set<String> names = new HashSet<>();
        for (InferInputTensor input : message.getInputsList()) {
            if (input.getName().isEmpty()) {
                throw new RejectedRequest("inputs[" + inputs.size() + "] has no \"name\"");
            }
            if (!names.add(input.getName())) {
                throw new RejectedRequest("the request has the input \"" + input.getName() + "\" twice");
            }
            inputs.add(input(input, inputs.size()));
        }
        return inputs;
    }

    private void checkRawContents() {
        int inputs = message.getInputsCount();
        int raw = message.getRawInputContentsCount();
        if (raw == 0 || raw == inputs) {
            return;
        }
        String missing = raw < inputs ? "; input \"" + message.getInputs(raw).getName() + "\" has none" : "";
        throw new RejectedRequest("the request has " + inputs + " inputs and " + raw
                + " raw_input_contents; send one for each input, or none at all" + missing);
    }

    private Tensor input(InferInputTensor input, int index) {
        String where = "input \"" + input.getName() + "\"";
        Datatype datatype = Datatype.named(input.getDatatype())
                .orElseThrow(() -> new RejectedRequest(where + " has the datatype \"" + input.getDatatype()
                        + "\"; this server knows " + Arrays.toString(Datatype.values())));
        long[] shape = Longs.toArray(input.getShapeList());
        return new Tensor(input.getName(), datatype, shape, elements(where, datatype, shape, input, index));
    }

    private Elements elements(String where, Datatype datatype, long[] shape, InferInputTensor input, int index) {
        if (message.getRawInputContentsCount() == 0) {
            return TypedContents.read(where, datatype, shape, input.getContents());
        }
        if (TypedContents.count(input.getContents()) > 0) {
            throw new RejectedRequest(where + " has both contents and raw_input_contents; send one of them");
        }
        return RawTensors.read(
                where, datatype, shape, message.getRawInputContents(index).asReadOnlyByteBuffer());
    }

    private List<RequestedOutput> outputs() {
        List<RequestedOutput> outputs = new ArrayList<>(message.getOutputsCount());
        Set<String> names = new HashSet<>();
        for (InferRequestedOutputTensor output : message.getOutputsList()) {
            String where = "outputs[" + outputs.size() + "]";
            if (output.getName().isEmpty()) {
                throw new RejectedRequest(where + " has no \"name\"");
            }
            if (!names.add(output.getName())) {
                throw new RejectedRequest("the request has the output \"" + output.getName() + "\" twice");
            }
            outputs.add(new RequestedOutput(
                    output.getName(), ParameterMessages.read(output.getParametersMap(), where + ".parameters")));
        }
        return outputs;
    }
}
