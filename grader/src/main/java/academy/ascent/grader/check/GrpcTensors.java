package academy.ascent.grader.check;

import academy.ascent.grader.load.Call;
import academy.ascent.grader.wire.InferParameter;
import academy.ascent.grader.wire.InferTensorContents;
import academy.ascent.grader.wire.ModelInferRequest;
import academy.ascent.grader.wire.ModelInferResponse;
import academy.ascent.grader.wire.ModelInferResponse.InferOutputTensor;
import academy.ascent.grader.wire.ModelReadyRequest;
import academy.ascent.grader.wire.ModelReadyResponse;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of the Open Inference Protocol v2 over gRPC; answers become the protocol's JSON, which {@link Tensors} reads. */
final class GrpcTensors {
    private static final String SERVICE = "inference.GRPCInferenceService/";
    private static final JsonMapper MAPPER = new JsonMapper();

    private GrpcTensors() {}

    /** Asks whether a model would answer now; any answer but yes counts as an error. */
    static Call ready(String model) {
        byte[] bytes = ModelReadyRequest.newBuilder().setName(model).build().toByteArray();
        return Call.grpc(
                SERVICE + "ModelReady",
                message(bytes, answer -> ModelReadyResponse.parseFrom(answer).toString()));
    }

    /**
     * One row, one FP32 tensor of shape [1,1] a column, by name.
     *
     * @param parameters of the request, such as who asks
     */
    static Call infer(
            String model, Optional<String> version, List<String> columns, float[] row, Map<String, String> parameters) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        version.ifPresent(request::setModelVersion);
        parameters.forEach((name, value) -> request.putParameters(
                name, InferParameter.newBuilder().setStringParam(value).build()));
        for (int i = 0; i < columns.size(); i++) {
            request.addInputsBuilder()
                    .setName(columns.get(i))
                    .setDatatype("FP32")
                    .addShape(1)
                    .addShape(1)
                    .setContents(InferTensorContents.newBuilder().addFp32Contents(row[i]));
        }
        return Call.grpc(SERVICE + "ModelInfer", message(request.build().toByteArray(), GrpcTensors::json));
    }

    private interface Reader {
        String read(byte[] answer) throws InvalidProtocolBufferException;
    }

    private static Call.Message message(byte[] bytes, Reader reader) {
        return new Call.Message() {
            @Override
            public byte[] bytes() {
                return bytes;
            }

            @Override
            public String text(byte[] answer) {
                try {
                    return reader.read(answer);
                } catch (InvalidProtocolBufferException e) {
                    return MAPPER.createObjectNode()
                            .put("error", "the message cannot be read: " + e.getMessage())
                            .toString();
                }
            }
        };
    }

    private static String json(byte[] answer) throws InvalidProtocolBufferException {
        ModelInferResponse response = ModelInferResponse.parseFrom(answer);
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode outputs = json.putArray("outputs");
        for (int i = 0; i < response.getOutputsCount(); i++) {
            InferOutputTensor tensor = response.getOutputs(i);
            ObjectNode output = outputs.addObject().put("name", tensor.getName());
            output.put("datatype", tensor.getDatatype());
            tensor.getShapeList().forEach(output.withArray("shape")::add);
            ArrayNode data = output.putArray("data");
            if (i < response.getRawOutputContentsCount()) {
                raw(tensor.getDatatype(), response.getRawOutputContents(i), data);
            } else {
                typed(tensor.getContents(), data);
            }
        }
        return json.toString();
    }

    private static void typed(InferTensorContents contents, ArrayNode data) {
        contents.getFp32ContentsList().forEach(data::add);
        contents.getFp64ContentsList().forEach(data::add);
        contents.getIntContentsList().forEach(data::add);
        contents.getInt64ContentsList().forEach(data::add);
        contents.getUintContentsList().forEach(number -> data.add(Integer.toUnsignedLong(number)));
        contents.getUint64ContentsList().forEach(data::add);
        contents.getBoolContentsList().forEach(data::add);
        contents.getBytesContentsList().forEach(text -> data.add(text.toStringUtf8()));
    }

    /** The datatypes of numbers that models answer with; what else comes raw gives no data, so no right answer. */
    private static void raw(String datatype, ByteString content, ArrayNode data) {
        ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int size = switch (datatype) {
            case "FP32", "INT32" -> Integer.BYTES;
            case "FP64", "INT64" -> Long.BYTES;
            default -> Integer.MAX_VALUE;
        };
        while (bytes.remaining() >= size) {
            switch (datatype) {
                case "FP32" -> data.add(bytes.getFloat());
                case "FP64" -> data.add(bytes.getDouble());
                case "INT32" -> data.add(bytes.getInt());
                default -> data.add(bytes.getLong());
            }
        }
    }
}
