package academy.ascent.reference.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of JSON for each answered request, on a thread of its own: whoever adds one never waits, and where the
 * output is too slow, lines are dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
    private static final int MOST_WAITING = 4096;
    /** Whatever a client sends, a line is plain ASCII without line breaks of any kind. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final LinesInBackground<AccessEntry> lines;

    /** A log that writes to {@code out}, which it does not close. */
    public AccessLog(PrintStream out) {
        lines = new LinesInBackground<>("access-log", MOST_WAITING, entries -> {
            byte[] text = lines(entries);
            out.write(text, 0, text.length);
            out.flush();
        });
    }

    /** Adds a line, or drops it. */
    public void add(AccessEntry entry) {
        lines.add(entry);
    }

    /** How many lines were dropped. */
    public long dropped() {
        return lines.dropped();
    }

    private static byte[] lines(List<AccessEntry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(entries.size() * 256);
        for (AccessEntry entry : entries) {
            try (JsonGenerator json = FACTORY.createGenerator(lines)) {
                line(entry, json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static void line(AccessEntry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Instant.ofEpochMilli(entry.millis()).toString());
        json.writeStringField("event", "access");
        json.writeStringField("method", entry.method());
        json.writeStringField("path", entry.path());
        text("model", entry.model(), json);
        text("version", entry.version(), json);
        json.writeStringField("status", entry.status());
        json.writeNumberField("bytesIn", entry.bytesIn());
        json.writeNumberField("bytesOut", entry.bytesOut());
        json.writeNumberField("micros", entry.micros());
        text("tenant", entry.tenant(), json);
        text("trace", entry.traceId(), json);
        text("request", entry.requestId(), json);
        json.writeEndObject();
    }

    private static void text(String key, @Nullable String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(key, value);
        }
    }

    /** Writes what waits, as far as the output takes it soon. */
    @Override
    public void close() {
        lines.close();
    }
}
