package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ModelInferResponse.InferOutputTensor;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RawTensors;
import academy.ascent.reference.protocol.Tensor;
import com.google.common.primitives.Longs;
import com.google.protobuf.UnsafeByteOperations;

/** Writes answers to inference requests as messages. */
final class InferResponses {
    private InferResponses() {}

    /**
     * The answer's message.
     *
     * @param raw whether the request came with raw contents, and its answer is to have them; it has them in any case
     *     where an output's datatype has no typed contents, since the protocol takes them for all outputs or for none
     */
    static ModelInferResponse message(InferResponse response, boolean raw) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(response.model())
                .setModelVersion(response.version())
                .putAllParameters(ParameterMessages.messages(response.parameters()));
        if (response.id() != null) {
            message.setId(response.id());
        }
        boolean allRaw = raw || response.outputs().stream().anyMatch(InferResponses::hasNoTypedContents);
        for (Tensor output : response.outputs()) {
            InferOutputTensor.Builder tensor = message.addOutputsBuilder()
                    .setName(output.name())
                    .setDatatype(output.datatype().name())
                    .addAllShape(Longs.asList(output.shape()));
            if (allRaw) {
                // The array is new and nobody else has it.
                message.addRawOutputContents(UnsafeByteOperations.unsafeWrap(RawTensors.write(output)));
            } else {
                tensor.setContents(TypedContents.message(output));
            }
        }
        return message.build();
    }

    private static boolean hasNoTypedContents(Tensor output) {
        return output.elements() instanceof Elements.Halves;
    }
}
