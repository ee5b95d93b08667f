package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes tensors, their data flat. */
final class TensorWriter {
    private TensorWriter() {}

    static void strings(String key, List<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void heading(String name, Datatype datatype, long[] shape, JsonGenerator json) throws IOException {
        json.writeStringField("name", name);
        json.writeStringField("datatype", datatype.name());
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
    }

    /** A tensor whose elements stand as raw bytes after the JSON. */
    static void writeHeading(Tensor tensor, int bytes, JsonGenerator json) throws IOException {
        json.writeStartObject();
        heading(tensor.name(), tensor.datatype(), tensor.shape(), json);
        json.writeObjectFieldStart("parameters");
        json.writeNumberField(TensorReader.BINARY_SIZE, bytes);
        json.writeEndObject();
        json.writeEndObject();
    }

    static void write(Tensor tensor, JsonGenerator json) throws IOException {
        json.writeStartObject();
        heading(tensor.name(), tensor.datatype(), tensor.shape(), json);
        json.writeArrayFieldStart("data");
        switch (tensor.elements()) {
            case Elements.Floats(float[] values) -> floats(values, json);
            case Elements.Doubles(double[] values) -> doubles(values, json);
            case Elements.Longs(long[] values) -> longs(tensor.datatype(), values, json);
            case Elements.Ints(int[] values) -> ints(tensor.datatype(), values, json);
            case Elements.Shorts(short[] values) -> shorts(tensor.datatype(), values, json);
            case Elements.Halves(short[] bits) -> halves(tensor.datatype(), bits, json);
            case Elements.Octets(byte[] values) -> octets(tensor.datatype(), values, json);
            case Elements.Texts(String[] values) -> texts(values, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void floats(float[] values, JsonGenerator json) throws IOException {
        for (float value : values) {
            number(value, json);
        }
    }

    private static void number(float value, JsonGenerator json) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
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

    private static void halves(Datatype datatype, short[] bits, JsonGenerator json) throws IOException {
        for (short half : bits) {
            number(HalfPrecision.value(datatype, half), json);
        }
    }

    private static void longs(Datatype datatype, long[] values, JsonGenerator json) throws IOException {
        for (long value : values) {
            if (datatype == Datatype.UINT64) {
                json.writeNumber(Long.toUnsignedString(value));
            } else {
                json.writeNumber(value);
            }
        }
    }

    private static void ints(Datatype datatype, int[] values, JsonGenerator json) throws IOException {
        for (int value : values) {
            json.writeNumber(datatype == Datatype.UINT32 ? Integer.toUnsignedLong(value) : value);
        }
    }

    private static void shorts(Datatype datatype, short[] values, JsonGenerator json) throws IOException {
        for (short value : values) {
            json.writeNumber(datatype == Datatype.UINT16 ? Short.toUnsignedInt(value) : value);
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
