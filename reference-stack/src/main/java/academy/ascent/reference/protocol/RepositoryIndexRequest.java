package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The body of a request for the model repository's index; it may be empty.
 *
 * @param ready whether only what is ready is asked for
 */
public record RepositoryIndexRequest(boolean ready) {
    /**
     * Reads it from JSON in UTF-8.
     *
     * @throws RejectedRequest if it is something else
     */
    public static RepositoryIndexRequest read(byte[] body) {
        if (body.length == 0) {
            return new RepositoryIndexRequest(false);
        }
        try (JsonParser json = JsonText.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedRequest("the body must be empty or a JSON object with \"ready\"");
            }
            boolean ready = false;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean isReady = json.currentName().equals("ready");
                JsonToken value = json.nextToken();
                if (isReady && !value.isBoolean()) {
                    throw new RejectedRequest("\"ready\" must be true or false");
                }
                ready = isReady ? json.getBooleanValue() : ready;
                json.skipChildren();
            }
            return new RepositoryIndexRequest(ready);
        } catch (JsonProcessingException e) {
            throw new RejectedRequest("malformed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
