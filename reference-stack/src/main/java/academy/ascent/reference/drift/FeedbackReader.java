package academy.ascent.reference.drift;

import academy.ascent.reference.protocol.RejectedRequest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels: {@code {"id": "…", "label": …}} or a list of such; for a request of several rows, {@code label} is a
 * list with one label a row, {@code null} where it is not known.
 */
final class FeedbackReader {
    private static final int MOST_LABELS = 100_000;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser json;
    private final List<Label> labels = new ArrayList<>();

    private FeedbackReader(JsonParser json) {
        this.json = json;
    }

    /**
     * The labels of a body.
     *
     * @throws RejectedRequest if it holds none, or something else
     */
    static List<Label> read(byte[] body) {
        try (JsonParser json = FACTORY.createParser(body)) {
            FeedbackReader reader = new FeedbackReader(json);
            reader.body();
            return reader.labels;
        } catch (JsonProcessingException e) {
            throw new RejectedRequest("malformed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void body() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_OBJECT) {
            entry("feedback");
        } else if (first == JsonToken.START_ARRAY) {
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                entry("feedback[" + i + "]");
            }
        } else {
            throw new RejectedRequest("the body must be {\"id\": …, \"label\": …} or a list of such objects");
        }
        if (json.nextToken() != null) {
            throw new RejectedRequest("the body goes on after the end of its JSON");
        }
    }

    private void entry(String where) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedRequest(where + " must be an object with \"id\" and \"label\"");
        }
        String id = null;
        List<@Nullable String> rows = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "id" -> {
                    if (value != JsonToken.VALUE_STRING) {
                        throw new RejectedRequest(where + ".id must be text: the id of the request");
                    }
                    id = json.getText();
                }
                case "label" -> rows = rows(where);
                default -> json.skipChildren();
            }
        }
        if (id == null || rows == null) {
            throw new RejectedRequest(where + " has no \"" + (id == null ? "id" : "label") + "\"");
        }
        for (int row = 0; row < rows.size(); row++) {
            String label = rows.get(row);
            if (label != null) {
                add(new Label(id, row, label));
            }
        }
    }

    private List<@Nullable String> rows(String where) throws IOException {
        List<@Nullable String> rows = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows.add(scalar(where + ".label[" + rows.size() + "]"));
                if (rows.size() > MOST_LABELS) {
                    throw tooMany();
                }
            }
        } else {
            rows.add(scalar(where + ".label"));
        }
        return rows;
    }

    private @Nullable String scalar(String where) throws IOException {
        JsonToken token = json.currentToken();
        if (!token.isScalarValue()) {
            throw new RejectedRequest(where + " must be text, a number or a truth value");
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private void add(Label label) {
        if (labels.size() == MOST_LABELS) {
            throw tooMany();
        }
        labels.add(label);
    }

    private static RejectedRequest tooMany() {
        return new RejectedRequest("more than " + MOST_LABELS + " labels at once; send them in parts");
    }

    /** The label of one row of a request. */
    record Label(String id, int row, String label) {}
}
