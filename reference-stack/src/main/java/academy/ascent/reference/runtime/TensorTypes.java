package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.List;
import java.util.Optional;

/** How ONNX Runtime's types and the protocol's stand to each other. */
final class TensorTypes {
    private TensorTypes() {}

    /** The tensor's description, or nothing if the protocol cannot carry it. */
    static Optional<TensorMetadata> metadata(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return Optional.empty();
        }
        return datatype(tensor.type)
                .map(datatype -> new TensorMetadata(node.getName(), datatype, tensor.getShape(), List.of()));
    }

    static Optional<Datatype> datatype(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(Datatype.FP32);
            case DOUBLE -> Optional.of(Datatype.FP64);
            case INT8 -> Optional.of(Datatype.INT8);
            case INT16 -> Optional.of(Datatype.INT16);
            case INT32 -> Optional.of(Datatype.INT32);
            case INT64 -> Optional.of(Datatype.INT64);
            case UINT8 -> Optional.of(Datatype.UINT8);
            case BOOL -> Optional.of(Datatype.BOOL);
            case STRING -> Optional.of(Datatype.BYTES);
            case FLOAT16, BFLOAT16, UNKNOWN -> Optional.empty();
        };
    }
}
