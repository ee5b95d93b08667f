package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one tensor of a request, whatever the order of its keys. */
final class TensorReader {
    /** The parameter that says how many raw bytes after the JSON are the tensor's. */
    static final String BINARY_SIZE = "binary_data_size";

    private static final int NOT_SEEN = -1;

    private final byte[] body;
    private final int jsonLength;
    private final BinarySection binary;
    private String where;
    private @Nullable String name;
    private @Nullable Datatype datatype;
    private long @Nullable [] shape;
    private @Nullable Elements elements;
    private int skippedData = NOT_SEEN;
    private long binarySize = NOT_SEEN;

    TensorReader(byte[] body, int jsonLength, BinarySection binary, String where) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.binary = binary;
        this.where = where;
    }

    Tensor read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedRequest(where + " must be an object with \"name\", \"shape\", \"datatype\" and \"data\"");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "name" -> readName(json);
                case "datatype" -> datatype = datatype(json);
                case "shape" -> shape = shape(json);
                case "data" -> readData(json);
                case "parameters" -> readParameters(json);
                default -> json.skipChildren();
            }
        }
        return tensor();
    }

    private Tensor tensor() throws IOException {
        String foundName = required(name, "name");
        Datatype foundDatatype = required(datatype, "datatype");
        long[] foundShape = required(shape, "shape");
        if (binarySize != NOT_SEEN) {
            elements = rawElements(foundDatatype, foundShape);
        } else if (skippedData != NOT_SEEN) {
            try (JsonParser json = JsonText.FACTORY.createParser(body, skippedData, jsonLength - skippedData)) {
                json.nextToken();
                elements = elements(json, foundDatatype, foundShape);
            }
        }
        return new Tensor(foundName, foundDatatype, foundShape, required(elements, "data"));
    }

    private Elements rawElements(Datatype type, long[] sizes) {
        if (elements != null || skippedData != NOT_SEEN) {
            throw new RejectedRequest(where + " has both data and a binary_data_size; send one of them");
        }
        return RawTensors.read(where, type, sizes, binary.take(where, binarySize));
    }

    private <T> T required(@Nullable T value, String key) {
        if (value == null) {
            throw new RejectedRequest(where + " has no \"" + key + "\"");
        }
        return value;
    }

    private void requireFirst(boolean seen, String key) {
        if (seen) {
            throw new RejectedRequest(where + " has \"" + key + "\" twice");
        }
    }

    private void readName(JsonParser json) throws IOException {
        requireFirst(name != null, "name");
        String text = JsonText.text(json, where + ".name");
        name = text;
        where = "input \"" + text + "\"";
    }

    private Datatype datatype(JsonParser json) throws IOException {
        requireFirst(datatype != null, "datatype");
        String text = JsonText.text(json, where + ".datatype");
        return Datatype.named(text)
                .orElseThrow(() -> new RejectedRequest(where + " has the datatype \"" + text + "\"; this server knows "
                        + Arrays.toString(Datatype.values())));
    }

    private long[] shape(JsonParser json) throws IOException {
        requireFirst(shape != null, "shape");
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RejectedRequest(where + ".shape must be an array of whole numbers");
        }
        long[] sizes = new long[Shapes.HIGHEST_RANK];
        int rank = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (rank == sizes.length) {
                throw Shapes.tooManyDimensions(where);
            }
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() != JsonParser.NumberType.INT
                    || json.getIntValue() < 0) {
                throw Shapes.badSize(where, rank);
            }
            sizes[rank++] = json.getIntValue();
        }
        return Arrays.copyOf(sizes, rank);
    }

    private void readParameters(JsonParser json) throws IOException {
        Object size = Parameters.read(json, where + ".parameters").get(BINARY_SIZE);
        if (size == null) {
            return;
        }
        if (!(size instanceof Long number) || number < 0) {
            throw new RejectedRequest(where + ".parameters." + BINARY_SIZE + " must be a whole number, not negative");
        }
        requireFirst(binarySize != NOT_SEEN, BINARY_SIZE);
        binarySize = number;
    }

    /** The data can be read only once its datatype and shape are known: before that its place is remembered. */
    private void readData(JsonParser json) throws IOException {
        requireFirst(elements != null || skippedData != NOT_SEEN, "data");
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RejectedRequest(where + ".data must be an array");
        }
        if (datatype != null && shape != null) {
            elements = elements(json, datatype, shape);
            return;
        }
        long offset = json.currentTokenLocation().getByteOffset();
        if (offset < 0 || offset >= jsonLength || body[(int) offset] != '[') {
            throw new RejectedRequest("the body must be JSON in UTF-8");
        }
        skippedData = (int) offset;
        json.skipChildren();
    }

    private Elements elements(JsonParser json, Datatype type, long[] sizes) throws IOException {
        int count = Shapes.elementCount(where, sizes);
        // Each element takes two bytes at least, so nothing is allocated for what cannot be there.
        if (count > jsonLength) {
            throw Shapes.tooManyElements(where, sizes);
        }
        return new ElementReader(json, where, sizes, ElementSink.of(type, count)).read();
    }
}
