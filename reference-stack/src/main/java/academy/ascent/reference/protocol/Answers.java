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
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model_name", response.model());
            json.writeStringField("model_version", response.version());
            if (response.id() != null) {
                json.writeStringField("id", response.id());
            }
            json.writeArrayFieldStart("outputs");
            for (Tensor tensor : response.outputs()) {
                tensor(tensor, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
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
            json.writeArrayFieldStart("extensions");
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** What a model is; the names of an input's columns stand among the tensor's parameters. */
    public static void model(ModelMetadata model, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            strings("versions", List.of(model.version()), json);
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

    private static void tensors(String key, List<TensorMetadata> tensors, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (TensorMetadata tensor : tensors) {
            json.writeStartObject();
            heading(tensor.name(), tensor.datatype(), tensor.shape(), json);
            if (!tensor.columns().isEmpty()) {
                json.writeObjectFieldStart("parameters");
                strings("columns", tensor.columns(), json);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(String key, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void heading(String name, Datatype datatype, long[] shape, JsonGenerator json) throws IOException {
        json.writeStringField("name", name);
        json.writeStringField("datatype", datatype.name());
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
    }

    private static void tensor(Tensor tensor, JsonGenerator json) throws IOException {
        json.writeStartObject();
        heading(tensor.name(), tensor.datatype(), tensor.shape(), json);
        json.writeArrayFieldStart("data");
        switch (tensor.elements()) {
            case Elements.Floats(float[] values) -> floats(values, json);
            case Elements.Doubles(double[] values) -> doubles(values, json);
            case Elements.Longs(long[] values) -> longs(values, json);
            case Elements.Ints(int[] values) -> ints(values, json);
            case Elements.Shorts(short[] values) -> shorts(values, json);
            case Elements.Octets(byte[] values) -> octets(tensor.datatype(), values, json);
            case Elements.Texts(String[] values) -> texts(values, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void floats(float[] values, JsonGenerator json) throws IOException {
        for (float value : values) {
            if (Float.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static void doubles(double[] values, JsonGenerator json) throws IOException {
        for (double value : values) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static void longs(long[] values, JsonGenerator json) throws IOException {
        for (long value : values) {
            json.writeNumber(value);
        }
    }

    private static void ints(int[] values, JsonGenerator json) throws IOException {
        for (int value : values) {
            json.writeNumber(value);
        }
    }

    private static void shorts(short[] values, JsonGenerator json) throws IOException {
        for (short value : values) {
            json.writeNumber(value);
        }
    }

    private static void octets(Datatype datatype, byte[] values, JsonGenerator json) throws IOException {
        for (byte value : values) {
            switch (datatype) {
                case BOOL -> json.writeBoolean(value != 0);
                case UINT8 -> json.writeNumber(Byte.toUnsignedInt(value));
                default -> json.writeNumber(value);
            }
        }
    }

    private static void texts(String[] values, JsonGenerator json) throws IOException {
        for (String value : values) {
            json.writeString(value);
        }
    }
}
