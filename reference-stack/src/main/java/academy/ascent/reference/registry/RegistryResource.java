package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.gate.GateResult;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The registry over HTTP, mounted at {@code /registry}: {@code GET} of it, of {@code {model}}, {@code
 * {model}/{version}} and {@code {model}/{version}/log}; {@code POST} to {@code {model}/{version}/register},
 * {@code /promote}, {@code /approve} and {@code /retire}.
 */
public final class RegistryResource implements Resource {
    private static final Set<String> ACTIONS = Set.of("register", "promote", "approve", "retire");
    private static final Set<String> LINEAGE = Set.of("training_data_sha256", "run", "parent");
    private static final int LONGEST_TEXT = 200;

    private final Registry registry;

    /** A resource for the registry. */
    public RegistryResource(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Answer answer(Request request) {
        String[] path =
                request.path().isEmpty() ? new String[0] : request.path().split("/", -1);
        boolean isAction = path.length == 3 && ACTIONS.contains(path[2]);
        String wanted = isAction ? "POST" : "GET";
        if (!request.method().equals(wanted)) {
            return new Answer(
                    405,
                    "application/json",
                    Answer.error(405, "this address answers " + wanted + " only")
                            .body(),
                    Map.of("allow", wanted));
        }
        return switch (path.length) {
            case 0 -> all(request);
            case 1 -> model(path[0]);
            case 2 -> version(path[0], path[1]);
            case 3 -> isAction ? decided(request, path) : log(path);
            default -> nothing();
        };
    }

    private Answer all(Request request) {
        List<RegisteredVersion> versions = registry.versions();
        if (request.headers().getOrDefault("accept", "").contains("text/html")) {
            return Answer.html(200, RegistryPage.html(versions, registry.head()));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("versions", versions.stream().map(RegisteredVersion::toMap).toList());
        map.put("log_sha256", registry.head());
        return json(200, map);
    }

    private Answer model(String model) {
        List<Map<String, Object>> versions = registry.versions().stream()
                .filter(version -> version.model().equals(model))
                .map(RegisteredVersion::toMap)
                .toList();
        if (versions.isEmpty()) {
            return Answer.error(404, "the registry has no model \"" + model + "\"");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model);
        for (Stage stage : List.of(Stage.STAGING, Stage.PRODUCTION)) {
            registry.versionIn(model, stage).ifPresent(version -> map.put(stage.label(), version));
        }
        map.put("versions", versions);
        return json(200, map);
    }

    private Answer version(String model, String version) {
        return registry.find(model, version)
                .map(found -> json(200, found.toMap()))
                .orElseGet(() -> unknown(model, version));
    }

    private Answer log(String[] path) {
        if (!path[2].equals("log")) {
            return nothing();
        }
        if (registry.find(path[0], path[1]).isEmpty()) {
            return unknown(path[0], path[1]);
        }
        return json(
                200,
                Map.of(
                        "entries",
                        registry.history(path[0], path[1]).stream()
                                .map(Entry::toMap)
                                .toList()));
    }

    private static Answer unknown(String model, String version) {
        return Answer.error(404, "the registry has no version \"" + version + "\" of a model \"" + model + "\"");
    }

    private static Answer nothing() {
        return Answer.error(
                404, "the registry has /registry/MODEL/VERSION with /log, /register, /promote, /approve and /retire");
    }

    private Answer decided(Request request, String[] path) {
        Map<String, Object> body = body(request);
        // A name that a client merely claims is nobody's.
        Optional<String> person = Optional.ofNullable(request.caller());
        Decision decision = switch (path[2]) {
            case "register" -> registry.register(path[0], path[1], lineage(body), person);
            case "approve" -> {
                requireKeys(body, Set.of());
                yield registry.approve(path[0], path[1], person);
            }
            case "retire" -> registry.retire(path[0], path[1], forced(body), person);
            default -> registry.promote(path[0], path[1], to(body), person);
        };
        return switch (decision) {
            case Decision.Done(RegisteredVersion version, List<GateResult> gates) ->
                json(200, outcome(version, gates, Optional.empty()));
            case Decision.Held(RegisteredVersion version, List<GateResult> gates) ->
                json(
                        422,
                        outcome(version, gates, Optional.of("not every gate passed; the version stays where it was")));
            case Decision.Unknown(String reason) -> Answer.error(404, reason);
            case Decision.Conflict(String reason) -> Answer.error(409, reason);
            case Decision.Forbidden(String reason) -> Answer.error(403, reason);
            case Decision.NotRecorded(String reason) -> Answer.error(507, reason);
        };
    }

    private static Map<String, Object> outcome(
            RegisteredVersion version, List<GateResult> gates, Optional<String> error) {
        Map<String, Object> map = new LinkedHashMap<>();
        error.ifPresent(reason -> map.put("error", reason));
        map.put("model", version.model());
        map.put("version", version.version());
        map.put("stage", version.stage().label());
        map.put("approvals", version.approvals());
        map.put("gates", gates.stream().map(GateResult::toMap).toList());
        return map;
    }

    private static Map<String, Object> body(Request request) {
        if (request.body().length == 0) {
            return Map.of();
        }
        try {
            return Json.object(request.body());
        } catch (NotJson e) {
            throw new RejectedRequest("the body: " + e.getMessage());
        }
    }

    private static Stage to(Map<String, Object> body) {
        requireKeys(body, Set.of("to"));
        Optional<Stage> stage = Stage.named(String.valueOf(body.getOrDefault("to", "")));
        if (stage.isEmpty() || stage.get() == Stage.DEVELOPMENT || stage.get() == Stage.RETIRED) {
            throw new RejectedRequest("\"to\" must be \"staging\" or \"production\"");
        }
        return stage.get();
    }

    private static boolean forced(Map<String, Object> body) {
        requireKeys(body, Set.of("force"));
        if (body.getOrDefault("force", false) instanceof Boolean forced) {
            return forced;
        }
        throw new RejectedRequest("\"force\" must be true or false");
    }

    private static Map<String, Object> lineage(Map<String, Object> body) {
        requireKeys(body, LINEAGE);
        body.forEach((key, value) -> {
            if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST_TEXT) {
                throw new RejectedRequest("\"" + key + "\" must be text of 1 to " + LONGEST_TEXT + " characters");
            }
        });
        return body;
    }

    private static void requireKeys(Map<String, Object> body, Set<String> known) {
        for (String key : body.keySet()) {
            if (!known.contains(key)) {
                throw new RejectedRequest("unknown key \"" + key + "\" in the body; known are " + known);
            }
        }
    }

    private static Answer json(int status, Map<String, Object> map) {
        return Answer.json(status, Json.bytes(map));
    }
}
