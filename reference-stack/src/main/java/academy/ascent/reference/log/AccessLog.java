package academy.ascent.reference.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of JSON for each answered request, on a thread of its own: whoever adds one never waits, and where the
 * output is too slow, lines are dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
    private static final int MOST_WAITING = 4096;
    private static final int AT_ONCE = 256;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    /** Whatever a client sends, a line is plain ASCII without line breaks of any kind. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintStream out;
    private final BlockingQueue<AccessEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean ended;

    /** A log that writes to {@code out}, which it does not close. */
    public AccessLog(PrintStream out) {
        this.out = out;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
    }

    /** Adds a line, or drops it. */
    public void add(AccessEntry entry) {
        if (!waiting.offer(entry)) {
            dropped.increment();
        }
    }

    /** How many lines were dropped. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        List<AccessEntry> entries = new ArrayList<>(AT_ONCE);
        try {
            while (true) {
                AccessEntry first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    entries.add(first);
                    waiting.drainTo(entries, AT_ONCE - 1);
                    byte[] lines = lines(entries);
                    out.write(lines, 0, lines.length);
                    out.flush();
                    entries.clear();
                } else if (ended) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
        ended = true;
        try {
            writer.join(LAST_LINES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
