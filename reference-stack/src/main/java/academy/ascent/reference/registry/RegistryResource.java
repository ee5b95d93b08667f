package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.gate.GateResult;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.page.Html;
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

    /** A version whose promotion is asked for by a machine may have any number. */
    private static final int MOST = 1000;

    private static final int SHOWN = 50;

    private final Registry registry;
    private final Stewards stewards;
    private final Promotions promotions;

    /** A resource for the registry, whose versions are judged on trial. */
    public RegistryResource(Registry registry, Trials trials) {
        this.registry = registry;
        this.stewards = new Stewards(registry);
        this.promotions = new Promotions(registry, trials);
    }

    @Override
    public Answer answer(Request request) {
        String[] path =
                request.path().isEmpty() ? new String[0] : request.path().split("/", -1);
        boolean isAction = path.length == 3 && ACTIONS.contains(path[2]);
        String wanted = isAction ? "POST" : "GET";
        if (!request.method().equals(wanted)) {
            Answer refused = Answer.error(405, "this address answers " + wanted + " only");
            return new Answer(405, refused.contentType(), refused.body(), Map.of("allow", wanted));
        }
        boolean page = Html.isWanted(request);
        return switch (path.length) {
            case 0 -> all(page);
            case 1 -> model(path[0], page);
            case 2 -> version(path[0], path[1], page);
            case 3 -> isAction ? decided(request, path) : log(path);
            default -> nothing();
        };
    }

    private Answer all(boolean page) {
        List<RegisteredVersion> versions = registry.versions();
        if (page) {
            return Answer.html(200, new RegistryPage(registry).of(versions));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("versions", versions.stream().map(this::facts).toList());
        map.put("log_sha256", registry.head());
        return json(200, map);
    }

    private Answer model(String model, boolean page) {
        List<RegisteredVersion> versions = registry.versions().stream()
                .filter(version -> version.model().equals(model))
                .toList();
        if (versions.isEmpty()) {
            return Answer.error(404, Decision.Unknown.model(model).reason());
        }
        if (page) {
            return Answer.html(200, new RegistryPage(registry).of(versions));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model);
        for (Stage stage : List.of(Stage.STAGING, Stage.PRODUCTION)) {
            registry.versionIn(model, stage).ifPresent(version -> map.put(stage.label(), version));
        }
        map.put("versions", versions.stream().map(this::facts).toList());
        return json(200, map);
    }

    private Answer version(String model, String version, boolean page) {
        Optional<RegisteredVersion> found = registry.find(model, version);
        if (found.isEmpty()) {
            return unknown(model, version);
        }
        return page
                ? Answer.html(200, VersionPage.of(found.get(), registry.history(model, version, SHOWN)))
                : json(200, facts(found.get()));
    }

    private Map<String, Object> facts(RegisteredVersion version) {
        Map<String, Object> map = new LinkedHashMap<>(version.toMap());
        map.put("served", registry.isServed(version));
        return map;
    }

    private Answer log(String[] path) {
        if (!path[2].equals("log")) {
            return nothing();
        }
        if (registry.find(path[0], path[1]).isEmpty()) {
            return unknown(path[0], path[1]);
        }
        List<Map<String, Object>> entries = registry.history(path[0], path[1], MOST).stream()
                .map(Entry::toMap)
                .toList();
        return json(200, Map.of("entries", entries));
    }

    private static Answer unknown(String model, String version) {
        return Answer.error(404, Decision.Unknown.version(model, version).reason());
    }

    private static Answer nothing() {
        return Answer.error(
                404, "the registry has /registry/MODEL/VERSION with /log, /register, /promote, /approve and /retire");
    }

    private Answer decided(Request request, String[] path) {
        ActionBody body = ActionBody.of(request);
        // A name that a client merely claims is nobody's.
        Optional<String> person = Optional.ofNullable(request.caller());
        return answer(
                switch (path[2]) {
                    case "register" -> stewards.register(path[0], path[1], body.lineage(), person);
                    case "approve" -> {
                        body.requireEmpty();
                        yield stewards.approve(path[0], path[1], person);
                    }
                    case "retire" -> stewards.retire(path[0], path[1], body.forced(), person);
                    default -> promotions.promote(path[0], path[1], body.to(), person);
                });
    }

    private static Answer answer(Decision decision) {
        return switch (decision) {
            case Decision.Done(RegisteredVersion version, List<GateResult> gates) ->
                json(200, outcome(version, gates, Map.of()));
            case Decision.Held(RegisteredVersion version, List<GateResult> gates) ->
                json(
                        422,
                        outcome(
                                version,
                                gates,
                                Map.of("error", "not every gate passed; the version stays where it was")));
            case Decision.Unknown(String reason) -> Answer.error(404, reason);
            case Decision.Conflict(String reason) -> Answer.error(409, reason);
            case Decision.Forbidden(String reason) -> Answer.error(403, reason);
            case Decision.NotRecorded(String reason) -> Answer.error(507, reason);
        };
    }

    private static Map<String, Object> outcome(
            RegisteredVersion version, List<GateResult> gates, Map<String, Object> error) {
        Map<String, Object> map = new LinkedHashMap<>(error);
        map.put("model", version.model());
        map.put("version", version.version());
        map.put("stage", version.stage().label());
        map.put("approvals", version.approvals());
        map.put("gates", gates.stream().map(GateResult::toMap).toList());
        return map;
    }

    private static Answer json(int status, Map<String, Object> map) {
        return Answer.json(status, Json.bytes(map));
    }
}
