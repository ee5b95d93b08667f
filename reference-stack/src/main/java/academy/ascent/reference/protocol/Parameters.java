package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The object {@code parameters} of requests, tensors and answers. */
final class Parameters {
    private static final int MOST = 64;

    private Parameters() {}

    /** Reads the object at the parser; entries that are neither text, number nor truth value are passed over. */
    static Map<String, Object> read(JsonParser json, String where) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedRequest(where + " must be an object");
        }
        Map<String, Object> parameters = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            switch (json.nextToken()) {
                case VALUE_STRING -> parameters.put(key, JsonText.text(json, where + "." + key));
                case VALUE_NUMBER_INT -> parameters.put(key, json.getLongValue());
                case VALUE_NUMBER_FLOAT -> parameters.put(key, number(json, where + "." + key));
                case VALUE_TRUE, VALUE_FALSE -> parameters.put(key, json.getBooleanValue());
                default -> json.skipChildren();
            }
            if (parameters.size() > MOST) {
                throw new RejectedRequest(where + " has more than " + MOST + " entries");
            }
        }
        return parameters;
    }

    private static double number(JsonParser json, String where) throws IOException {
        double number = json.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw new RejectedRequest(where + " is a greater number than FP64 can hold");
        }
        return number;
    }

    /** Refuses a parameter that is there but neither true nor false. */
    static void requireTruth(Map<String, Object> parameters, String key, String where) {
        Object value = parameters.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw new RejectedRequest(where + "." + key + " must be true or false");
        }
    }

    /** Writes them as a field, unless there are none. */
    static void write(Map<String, Object> parameters, JsonGenerator json) throws IOException {
        if (parameters.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            json.writeFieldName(parameter.getKey());
            switch (parameter.getValue()) {
                case Long number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                case Boolean truth -> json.writeBoolean(truth);
                case Object text -> json.writeString(text.toString());
            }
        }
        json.writeEndObject();
    }
}
