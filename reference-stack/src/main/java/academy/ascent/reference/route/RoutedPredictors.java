package academy.ascent.reference.route;

import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models, and routes beside them. */
record RoutedPredictors(Map<String, Predictor> routes, Predictors models) implements Predictors {
    @Override
    public Predictor find(String name, @Nullable String version) {
        Predictor route = routes.get(name);
        if (route == null) {
            return models.find(name, version);
        }
        if (version != null) {
            throw new UnknownModel("\"" + name + "\" is a route, which has no versions; ask it without one");
        }
        return route;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(models.names());
        names.addAll(routes.keySet());
        return names;
    }

    @Override
    public List<String> versions(String name) {
        return routes.containsKey(name) ? List.of() : models.versions(name);
    }
}
