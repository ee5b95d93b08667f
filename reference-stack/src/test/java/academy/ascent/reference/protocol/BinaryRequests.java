package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** Writes requests as clients of the binary tensor data extension do. */
final class BinaryRequests {
    /** A body and what its header says. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Binary(byte[] body, int jsonLength) {
        InferRequest read() {
            return InferRequestReader.read(body, Integer.toString(jsonLength), () -> MODEL);
        }
    }

    static final ModelMetadata MODEL = new ModelMetadata("m", List.of("1"), "test", List.of(), List.of());

    private BinaryRequests() {}

    /** The request with raw bytes for the inputs that {@code isRaw} picks. */
    static Binary write(InferRequest request, Predicate<Tensor> isRaw) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("id", request.id());
            Parameters.write(request.parameters(), json);
            json.writeArrayFieldStart("inputs");
            for (Tensor tensor : request.inputs()) {
                if (isRaw.test(tensor)) {
                    TensorWriter.writeHeading(tensor, RawTensors.write(tensor).length, json);
                } else {
                    TensorWriter.write(tensor, json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            int jsonLength = body.size();
            for (Tensor tensor : request.inputs()) {
                if (isRaw.test(tensor)) {
                    body.writeBytes(RawTensors.write(tensor));
                }
            }
            return new Binary(body.toByteArray(), jsonLength);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
