package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the JSON of an inference request. */
public final class InferRequestWriter {
    private InferRequestWriter() {}

    /** The request as JSON in UTF-8. */
    public static byte[] write(InferRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            if (request.id() != null) {
                json.writeStringField("id", request.id());
            }
            Parameters.write(request.parameters(), json);
            json.writeArrayFieldStart("inputs");
            for (Tensor tensor : request.inputs()) {
                TensorWriter.write(tensor, json);
            }
            json.writeEndArray();
            outputs(request, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void outputs(InferRequest request, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("outputs");
        for (RequestedOutput output : request.outputs()) {
            json.writeStartObject();
            json.writeStringField("name", output.name());
            Parameters.write(output.parameters(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
