package academy.ascent.reference.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that routes have and use: each once, each known, none of them leading back to itself. */
final class RouteReferences {
    private static final int DEEPEST = 8;

    private final Map<String, Set<String>> versions = new HashMap<>();
    private final Map<String, RouteConfig> routes = new HashMap<>();
    private final List<RouteConfig> declared;

    RouteReferences(List<ModelConfig> models, List<RouteConfig> declared) {
        models.forEach(model ->
                versions.computeIfAbsent(model.name(), _ -> new TreeSet<>()).add(model.version()));
        this.declared = declared;
    }

    /** Refuses the first fault at its line. */
    void check() {
        for (RouteConfig route : declared) {
            if (versions.containsKey(route.name()) || routes.put(route.name(), route) != null) {
                throw route.source()
                        .fault(
                                "name",
                                "\"" + route.name()
                                        + "\" is the name of another model or route; give this one its own");
            }
        }
        declared.forEach(route -> route.targets().forEach(this::requireKnown));
        Map<String, Integer> depths = new HashMap<>();
        declared.forEach(route -> depth(route, new ArrayList<>(), depths));
    }

    private void requireKnown(TargetConfig target) {
        if (target.source().keyLines().containsKey("route")) {
            if (!routes.containsKey(target.name())) {
                throw target.source()
                        .fault(
                                "route",
                                "there is no route \"" + target.name() + "\"; routes are "
                                        + new TreeSet<>(routes.keySet()));
            }
            return;
        }
        Set<String> known = versions.get(target.name());
        if (known == null) {
            throw target.source()
                    .fault(
                            "model",
                            "there is no model \"" + target.name() + "\"; models are "
                                    + new TreeSet<>(versions.keySet()));
        }
        if (target.version().filter(version -> !known.contains(version)).isPresent()) {
            throw target.source()
                    .fault(
                            "version",
                            "model \"" + target.name() + "\" has no version \""
                                    + target.version().get() + "\"; it has " + known);
        }
    }

    /** How many routes a request may pass from this one on, itself included. */
    private int depth(RouteConfig route, List<String> way, Map<String, Integer> depths) {
        Integer known = depths.get(route.name());
        if (known != null) {
            return known;
        }
        way.add(route.name());
        int depth = 1;
        for (TargetConfig target : route.targets()) {
            RouteConfig next = routes.get(target.name());
            if (next == null) {
                continue;
            }
            if (way.contains(next.name())) {
                throw target.source()
                        .fault(
                                "route",
                                "the routes lead in a circle: " + String.join(" → ", way) + " → " + next.name()
                                        + "; let one of them lead to a model");
            }
            depth = Math.max(depth, 1 + depth(next, way, depths));
            if (way.size() + depth > DEEPEST) {
                throw target.source()
                        .fault("route", "more than " + DEEPEST + " routes lie within each other; leave some out");
            }
        }
        way.removeLast();
        depths.put(route.name(), depth);
        return depth;
    }
}
