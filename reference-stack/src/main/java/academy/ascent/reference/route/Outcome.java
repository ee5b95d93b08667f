package academy.ascent.reference.route;

import academy.ascent.reference.protocol.RejectedRequest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How an answered request turned out: {@code {"id": "…", "success": true}}, or {@code key} in the place of {@code id}.
 *
 * @param isKey whether the answer is named by its key, and not by its request's id
 */
public record Outcome(String name, boolean isKey, boolean success) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String WANTED =
            "send {\"id\": the request's id, \"success\": true or false}, or \"key\" in the place of \"id\"";

    /**
     * Reads it from JSON in UTF-8.
     *
     * @throws RejectedRequest if it is something else
     */
    public static Outcome read(byte[] body) {
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedRequest("the body is no JSON object; " + WANTED);
            }
            return fields(json);
        } catch (JsonProcessingException e) {
            throw new RejectedRequest("malformed JSON: " + e.getOriginalMessage() + "; " + WANTED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome fields(JsonParser json) throws IOException {
        String id = null;
        String key = null;
        Boolean success = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = text(json, value, field);
                case "key" -> key = text(json, value, field);
                case "success" -> {
                    if (!value.isBoolean()) {
                        throw new RejectedRequest("\"success\" must be true or false; " + WANTED);
                    }
                    success = json.getBooleanValue();
                }
                default -> throw new RejectedRequest("unknown field \"" + field + "\"; " + WANTED);
            }
        }
        return of(id, key, success);
    }

    /** Keys are compared as text, so that a number as request parameter and as key are the same. */
    private static String text(JsonParser json, JsonToken value, String field) throws IOException {
        if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
            throw new RejectedRequest("\"" + field + "\" must be text or a number; " + WANTED);
        }
        return json.getText();
    }

    private static Outcome of(@Nullable String id, @Nullable String key, @Nullable Boolean success) {
        String name = id == null ? key : id;
        if (name == null || success == null || (id != null && key != null)) {
            throw new RejectedRequest("the outcome needs \"success\" and either \"id\" or \"key\"; " + WANTED);
        }
        return new Outcome(name, id == null, success);
    }
}
