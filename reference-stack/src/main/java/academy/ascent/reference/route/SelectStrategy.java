package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Case;
import academy.ascent.reference.config.RouteConfig.Select;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Chooses by the request's parameters: the first case that holds. */
final class SelectStrategy implements Strategy {
    private final Select config;

    SelectStrategy(Select config) {
        this.config = config;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        for (int i = 0; i < config.cases().size(); i++) {
            if (holds(config.cases().get(i), request.parameters())) {
                return arms.get(i).infer(request);
            }
        }
        if (config.otherwise().isPresent()) {
            return arms.getLast().infer(request);
        }
        return CompletableFuture.failedFuture(
                new RejectedRequest("no case of the route \"" + arms.getFirst().route()
                        + "\" fits the request's parameters " + new TreeMap<>(request.parameters()) + "; it chooses by "
                        + values()));
    }

    private static boolean holds(Case each, Map<String, Object> parameters) {
        for (Map.Entry<String, Set<String>> condition : each.when().entrySet()) {
            Object value = parameters.get(condition.getKey());
            if (value == null || !condition.getValue().contains(value.toString())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Set<String>> values() {
        Map<String, Set<String>> values = new TreeMap<>();
        for (Case each : config.cases()) {
            each.when()
                    .forEach((key, allowed) ->
                            values.computeIfAbsent(key, _ -> new TreeSet<>()).addAll(allowed));
        }
        return values;
    }

    @Override
    public String kind() {
        return "select";
    }

    @Override
    public RouteReport.Detail detail() {
        return new RouteReport.Plain();
    }
}
