package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one tensor of a request, whatever the order of its keys. */
final class TensorReader {
    private static final int HIGHEST_RANK = 8;
    private static final int NOT_SEEN = -1;

    private final byte[] body;
    private String where;
    private @Nullable String name;
    private @Nullable Datatype datatype;
    private long @Nullable [] shape;
    private @Nullable Elements elements;
    private int skippedData = NOT_SEEN;

    TensorReader(byte[] body, String where) {
        this.body = body;
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
                default -> json.skipChildren();
            }
        }
        return tensor();
    }

    private Tensor tensor() throws IOException {
        String foundName = required(name, "name");
        Datatype foundDatatype = required(datatype, "datatype");
        long[] foundShape = required(shape, "shape");
        if (skippedData != NOT_SEEN) {
            try (JsonParser json = JsonText.FACTORY.createParser(body, skippedData, body.length - skippedData)) {
                json.nextToken();
                elements = elements(json, foundDatatype, foundShape);
            }
        }
        return new Tensor(foundName, foundDatatype, foundShape, required(elements, "data"));
    }

    private <T> T required(@Nullable T value, String key) {
        if (value == null) {
            throw new RejectedRequest(where + " has no \"" + key + "\"");
        }
        return value;
    }

    private void readName(JsonParser json) throws IOException {
        String text = JsonText.text(json, where + ".name");
        name = text;
        where = "input \"" + text + "\"";
    }

    private Datatype datatype(JsonParser json) throws IOException {
        String text = JsonText.text(json, where + ".datatype");
        return Datatype.named(text)
                .orElseThrow(() -> new RejectedRequest(where + " has the datatype \"" + text + "\"; this server knows "
                        + Arrays.toString(Datatype.values())));
    }

    private long[] shape(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RejectedRequest(where + ".shape must be an array of whole numbers");
        }
        long[] sizes = new long[HIGHEST_RANK];
        int rank = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (rank == HIGHEST_RANK) {
                throw new RejectedRequest(where + ".shape has more than " + HIGHEST_RANK + " dimensions");
            }
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() != JsonParser.NumberType.INT
                    || json.getIntValue() < 1) {
                throw new RejectedRequest(where + ".shape[" + rank + "] must be a whole number from 1 to 2147483647");
            }
            sizes[rank++] = json.getIntValue();
        }
        if (rank == 0) {
            throw new RejectedRequest(where + ".shape is empty; one value has the shape [1]");
        }
        return Arrays.copyOf(sizes, rank);
    }

    /** The data can be read only once its datatype and shape are known: before that its place is remembered. */
    private void readData(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RejectedRequest(where + ".data must be an array");
        }
        if (datatype != null && shape != null) {
            elements = elements(json, datatype, shape);
            return;
        }
        long offset = json.currentTokenLocation().getByteOffset();
        if (offset < 0 || offset >= body.length || body[(int) offset] != '[') {
            throw new RejectedRequest("the body must be JSON in UTF-8");
        }
        skippedData = (int) offset;
        json.skipChildren();
    }

    private Elements elements(JsonParser json, Datatype type, long[] sizes) throws IOException {
        long count = 1;
        for (long size : sizes) {
            count *= size;
            // Each element takes two bytes at least, so nothing is allocated for what cannot be there.
            if (count > body.length) {
                throw new RejectedRequest(where + " has the shape " + Tensor.shapeText(sizes)
                        + ", which is more elements than the request can hold");
            }
        }
        return new ElementReader(json, where, sizes, ElementSink.of(type, (int) count)).read();
    }
}
