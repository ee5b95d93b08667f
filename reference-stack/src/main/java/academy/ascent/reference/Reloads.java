package academy.ascent.reference;

import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** How often {@code serving.yaml} was read again, and how the last time ended; {@code GET /config} tells it. */
final class Reloads implements Resource, MetricsSource {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Instant inForceSince;
    private Optional<Attempt> last = Optional.empty();
    private long applied;
    private long refused;

    /** One reading of the file; {@code error} is empty where it was applied. */
    private record Attempt(Instant time, String error) {}

    /** The configuration at the start is in force since then. */
    Reloads(Instant start) {
        this.inForceSince = start;
    }

    synchronized void applied(Instant time) {
        applied++;
        inForceSince = time;
        last = Optional.of(new Attempt(time, ""));
    }

    synchronized void refused(Instant time, String error) {
        refused++;
        last = Optional.of(new Attempt(time, error));
    }

    @Override
    public Answer answer(Request request) {
        if (!request.path().isEmpty()) {
            return Answer.error(404, "nothing is below /config");
        }
        return request.method().equals("GET")
                ? Answer.json(200, json())
                : Answer.error(405, "this address answers GET only; change serving.yaml instead");
    }

    private synchronized byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("in_force_since", inForceSince.toString());
            json.writeNumberField("reloads_applied", applied);
            json.writeNumberField("reloads_refused", refused);
            if (last.isPresent()) {
                json.writeObjectFieldStart("last_attempt");
                json.writeStringField("time", last.get().time().toString());
                json.writeStringField("result", last.get().error().isEmpty() ? "applied" : "refused");
                if (!last.get().error().isEmpty()) {
                    json.writeStringField("error", last.get().error());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public synchronized void write(Exposition page) {
        page.family("ascent_config_reloads_total", "counter", "Readings of serving.yaml after the start.");
        page.sample("ascent_config_reloads_total", "result=\"applied\"", applied);
        page.sample("ascent_config_reloads_total", "result=\"refused\"", refused);
    }
}
