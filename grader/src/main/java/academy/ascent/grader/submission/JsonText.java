package academy.ascent.grader.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Checks JSON token by token, so that nothing is kept of it. */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(200)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    /** What makes a text no JSON document, if anything does. */
    public static Optional<Fault> fault(String path, String text) {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() == null) {
                return Optional.of(new Fault(path, 1, "is empty, which is no JSON."));
            }
            json.skipChildren();
            if (json.nextToken() != null) {
                int line = json.currentTokenLocation().getLineNr();
                return Optional.of(new Fault(path, line, "holds something behind the JSON document; remove it."));
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            return Optional.of(new Fault(path, line, "is not valid JSON (" + e.getOriginalMessage() + ")."));
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory can always be read", e);
        }
    }
}
