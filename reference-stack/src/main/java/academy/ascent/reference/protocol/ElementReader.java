package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;

/** Reads the array {@code data} of one tensor: flat, or nested exactly as the shape says. */
final class ElementReader {
    private final JsonParser json;
    private final String where;
    private final long[] shape;
    private final ElementSink sink;
    private int count;

    ElementReader(JsonParser json, String where, long[] shape, ElementSink sink) {
        this.json = json;
        this.where = where;
        this.shape = shape;
        this.sink = sink;
    }

    Elements read() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY && shape.length > 0) {
            nested(0, first);
        } else {
            flat(first);
        }
        return sink.elements();
    }

    private void flat(JsonToken first) throws IOException {
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            element(token);
        }
        if (count != sink.size()) {
            throw mismatch("holds " + count + " elements");
        }
    }

    private void nested(int dimension, JsonToken first) throws IOException {
        boolean innermost = dimension == shape.length - 1;
        long size = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            size++;
            if (innermost) {
                element(token);
            } else if (token == JsonToken.START_ARRAY && size <= shape[dimension]) {
                nested(dimension + 1, json.nextToken());
            } else {
                throw mismatch("is nested otherwise");
            }
        }
        if (size != shape[dimension]) {
            throw mismatch("has " + size + " entries in dimension " + dimension);
        }
    }

    private void element(JsonToken token) throws IOException {
        if (count == sink.size()) {
            throw mismatch("holds more than " + count + " elements");
        }
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            throw mismatch("is nested otherwise");
        }
        if (!accepted(token)) {
            throw new RejectedRequest(
                    where + ".data: element " + count + " is " + shown(token) + ", not " + sink.wanted());
        }
        count++;
    }

    private boolean accepted(JsonToken token) throws IOException {
        try {
            return sink.accept(json, token, count);
        } catch (InputCoercionException _) {
            return false;
        }
    }

    private String shown(JsonToken token) throws IOException {
        String text = json.getText();
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return token == JsonToken.VALUE_STRING ? "text" : shown;
    }

    private RejectedRequest mismatch(String found) {
        return new RejectedRequest(where + " has the shape " + Tensor.shapeText(shape) + " (" + sink.size()
                + " elements), but its data " + found);
    }
}
