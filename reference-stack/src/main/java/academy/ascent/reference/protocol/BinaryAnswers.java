package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers with raw tensors after their JSON, by the binary tensor data extension. */
public final class BinaryAnswers {
    /** The request's parameter that asks for all outputs as raw bytes. */
    static final String ALL_OUTPUTS = "binary_data_output";

    /** An output's parameter that asks for it as raw bytes, whatever the request's says. */
    static final String ONE_OUTPUT = "binary_data";

    private BinaryAnswers() {}

    /** Whether the request asks for any output as raw bytes. */
    public static boolean wanted(InferRequest request) {
        boolean all = isTrue(request.parameters(), ALL_OUTPUTS);
        if (request.outputs().isEmpty()) {
            return all;
        }
        for (RequestedOutput output : request.outputs()) {
            if (isBinary(output.parameters(), all)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBinary(Map<String, Object> output, boolean otherwise) {
        return output.containsKey(ONE_OUTPUT) ? isTrue(output, ONE_OUTPUT) : otherwise;
    }

    private static boolean isTrue(Map<String, Object> parameters, String key) {
        return Boolean.TRUE.equals(parameters.get(key));
    }

    /**
     * Writes the answer: its JSON, then the bytes of the outputs that the request wants raw, in their order.
     *
     * @return the length of the JSON in bytes, for the header {@code Inference-Header-Content-Length}
     */
    public static int write(InferRequest request, InferResponse response, OutputStream out) throws IOException {
        int written = SimpleAnswerWriter.write(response, output -> isBinary(request, output), out);
        return written == SimpleAnswerWriter.NOT_SIMPLE ? writeCompletely(request, response, out) : written;
    }

    /** The same without the short way for usual answers. */
    static int writeCompletely(InferRequest request, InferResponse response, OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        List<byte[]> raw = new ArrayList<>();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(head)) {
            Answers.begin(response, json);
            for (Tensor tensor : response.outputs()) {
                if (isBinary(request, tensor.name())) {
                    byte[] bytes = RawTensors.write(tensor);
                    raw.add(bytes);
                    TensorWriter.writeHeading(tensor, bytes.length, json);
                } else {
                    TensorWriter.write(tensor, json);
                }
            }
            Answers.end(json);
        }
        head.writeTo(out);
        for (byte[] bytes : raw) {
            out.write(bytes);
        }
        return head.size();
    }

    private static boolean isBinary(InferRequest request, String output) {
        boolean all = isTrue(request.parameters(), ALL_OUTPUTS);
        for (RequestedOutput asked : request.outputs()) {
            if (asked.name().equals(output)) {
                return isBinary(asked.parameters(), all);
            }
        }
        return all;
    }
}
