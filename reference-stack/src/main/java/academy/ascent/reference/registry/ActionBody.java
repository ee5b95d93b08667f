package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What somebody sends along with an action: a JSON object, or nothing. */
record ActionBody(Map<String, Object> facts) {
    /**
     * The request's body.
     *
     * @throws RejectedRequest if it is something else; so do the other methods where a key is wrong
     */
    static ActionBody of(Request request) {
        if (request.body().length == 0) {
            return new ActionBody(Map.of());
        }
        try {
            return new ActionBody(Json.object(request.body()));
        } catch (NotJson e) {
            throw new RejectedRequest("the body: " + e.getMessage());
        }
    }

    /** The stage to promote to. */
    Stage to() {
        requireKeys(Set.of("to"));
        Optional<Stage> stage = Stage.named(String.valueOf(facts.getOrDefault("to", "")));
        if (stage.isEmpty() || stage.get() == Stage.DEVELOPMENT || stage.get() == Stage.RETIRED) {
            throw new RejectedRequest("\"to\" must be \"staging\" or \"production\"");
        }
        return stage.get();
    }

    /** Whether the last version in production may be retired, too. */
    boolean forced() {
        requireKeys(Set.of("force"));
        if (facts.getOrDefault("force", false) instanceof Boolean forced) {
            return forced;
        }
        throw new RejectedRequest("\"force\" must be true or false");
    }

    /** Where a version comes from. */
    Map<String, Object> lineage() {
        requireKeys(Lineage.KEYS);
        return Lineage.told(facts);
    }

    /** Refuses whatever is there: who acts is told by the API key, and there is nothing else to tell. */
    void requireEmpty() {
        requireKeys(Set.of());
    }

    private void requireKeys(Set<String> known) {
        for (String key : facts.keySet()) {
            if (!known.contains(key)) {
                throw new RejectedRequest("unknown key \"" + key + "\" in the body; known are " + new TreeSet<>(known));
            }
        }
    }
}
