package academy.ascent.reference.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** Writes events as lines of JSON; safe for use by several threads. */
public final class EventLog {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Consumer<String> out;
    private final InstantSource clock;

    /** A log that writes to {@code out} at once. */
    public EventLog(PrintStream out, InstantSource clock) {
        this.out = out::println;
        this.clock = clock;
    }

    /** A log that leaves writing to {@code out}. */
    public EventLog(LineWriter out, InstantSource clock) {
        this.out = out::add;
        this.clock = clock;
    }

    /** Writes one event with its facts: numbers and truth values as such, all else as text. */
    public void event(String name, Map<String, ?> facts) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("event", name);
            for (Map.Entry<String, ?> fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                switch (fact.getValue()) {
                    case Integer number -> json.writeNumber(number);
                    case Long number -> json.writeNumber(number);
                    case Boolean truth -> json.writeBoolean(truth);
                    case Object text -> json.writeString(text.toString());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.accept(line.toString());
    }
}
