package academy.ascent.reference;

import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often {@code serving.yaml} was read again, and how the last time ended; {@code GET /config} tells it. */
final class Reloads implements Resource, MetricsSource {
    private Instant inForceSince;
    private Optional<Attempt> last = Optional.empty();
    private long applied;
    private long refused;

    /** One reading of the file; {@code error} is empty where it was applied. */
    private record Attempt(Instant time, String error) {
        private Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("time", time);
            facts.put("result", error.isEmpty() ? "applied" : "refused");
            if (!error.isEmpty()) {
                facts.put("error", error);
            }
            return facts;
        }
    }

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
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("in_force_since", inForceSince);
        facts.put("reloads_applied", applied);
        facts.put("reloads_refused", refused);
        last.ifPresent(attempt -> facts.put("last_attempt", attempt.facts()));
        return Json.bytes(facts);
    }

    @Override
    public synchronized void write(Exposition page) {
        page.family("ascent_config_reloads_total", "counter", "Readings of serving.yaml after the start.");
        page.sample("ascent_config_reloads_total", "result=\"applied\"", applied);
        page.sample("ascent_config_reloads_total", "result=\"refused\"", refused);
    }
}
