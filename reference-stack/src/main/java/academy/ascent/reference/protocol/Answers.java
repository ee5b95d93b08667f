package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the protocol's answers as JSON in UTF-8. */
public final class Answers {
    private Answers() {}

    /**
     * The answer to an inference; data is flat.
     *
     * <p>JSON has no NaN and no infinity: such an element is written as {@code null}.
     */
    public static void infer(InferResponse response, OutputStream out) throws IOException {
        if (SimpleAnswerWriter.write(response, _ -> false, out) == SimpleAnswerWriter.NOT_SIMPLE) {
            inferCompletely(response, out);
        }
    }

    /** The same without the short way for usual answers. */
    static void inferCompletely(InferResponse response, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            begin(response, json);
            for (Tensor tensor : response.outputs()) {
                TensorWriter.write(tensor, json);
            }
            end(json);
        }
    }

    /** All that stands before the outputs. */
    static void begin(InferResponse response, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model_name", response.model());
        json.writeStringField("model_version", response.version());
        if (response.id() != null) {
            json.writeStringField("id", response.id());
        }
        Parameters.write(response.parameters(), json);
        json.writeArrayFieldStart("outputs");
    }

    /** All that stands after the outputs. */
    static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** {@code {"error": "…"}}. */
    public static void error(String message, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            // A round trip through UTF-8 turns half of a surrogate pair, which JSON cannot carry, into a question mark.
            json.writeStringField("error", new String(message.getBytes(UTF_8), UTF_8));
            json.writeEndObject();
        }
    }

    /** What the server is. */
    public static void server(String name, String version, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("version", version);
            TensorWriter.strings("extensions", List.of("binary_tensor_data", "model_repository"), json);
            json.writeEndObject();
        }
    }

    /** What a model is; the names of an input's columns stand among the tensor's parameters. */
    public static void model(ModelMetadata model, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            TensorWriter.strings("versions", model.versions(), json);
            json.writeStringField("platform", model.platform());
            tensors("inputs", model.inputs(), json);
            tensors("outputs", model.outputs(), json);
            json.writeEndObject();
        }
    }

    /** {@code {"live": true}} or {@code {"ready": false}}, of the server or, where named, of a model. */
    public static void health(@Nullable String model, String state, boolean value, OutputStream out)
            throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            if (model != null) {
                json.writeStringField("name", model);
            }
            json.writeBooleanField(state, value);
            json.writeEndObject();
        }
    }

    /** The index of the model repository. */
    public static void repository(List<ModelRepository.ModelState> models, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartArray();
            for (ModelRepository.ModelState model : models) {
                json.writeStartObject();
                json.writeStringField("name", model.name());
                json.writeStringField("version", model.version());
                json.writeStringField("state", model.state());
                json.writeStringField("reason", model.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void tensors(String key, List<TensorMetadata> tensors, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (TensorMetadata tensor : tensors) {
            json.writeStartObject();
            TensorWriter.heading(tensor.name(), tensor.datatype(), tensor.shape(), json);
            if (!tensor.columns().isEmpty()) {
                json.writeObjectFieldStart("parameters");
                TensorWriter.strings("columns", tensor.columns(), json);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
