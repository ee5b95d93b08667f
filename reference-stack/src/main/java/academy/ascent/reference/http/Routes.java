package academy.ascent.reference.http;

import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.metrics.RequestMetrics;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All addresses of the server; to be made anew whenever a model comes or goes. */
final class Routes {
    private static final String MODELS = "/v2/models/";

    private final Map<String, Route> routes = new HashMap<>();
    private final NavigableMap<String, Resource> mounted;
    private final Set<String> names = new TreeSet<>();

    private Routes(Map<String, Resource> mounted) {
        this.mounted = new TreeMap<>(mounted);
        routes.put("/v2", new Route.Server());
        routes.put("/v2/health/live", new Route.Live());
        routes.put("/v2/health/ready", new Route.Ready());
        routes.put("/metrics", new Route.MetricsPage());
    }

    /** The addresses that are there before any model is loaded. */
    static Routes withoutModels(Map<String, Resource> mounted) {
        return new Routes(mounted);
    }

    /** The addresses with those of the predictors. */
    static Routes of(Predictors predictors, Metrics metrics, Map<String, Resource> mounted) {
        Routes routes = new Routes(mounted);
        for (String name : predictors.names()) {
            routes.names.add(name);
            for (String version : predictors.versions(name)) {
                routes.add(MODELS + name + "/versions/" + version, name, predictors.find(name, version), metrics);
            }
            routes.add(MODELS + name, name, predictors.find(name, null), metrics);
        }
        return routes;
    }

    private void add(String path, String name, Predictor predictor, Metrics metrics) {
        RequestMetrics counters = metrics.requests(name, predictor.version());
        routes.put(path, new Route.Metadata(predictor));
        routes.put(path + "/ready", new Route.ModelReady(name, predictor));
        routes.put(path + "/infer", new Route.Infer(name, predictor, counters));
    }

    Route find(String uri) {
        Route exact = routes.get(uri);
        if (exact != null) {
            return exact;
        }
        String path;
        try {
            path = new QueryStringDecoder(uri).path();
        } catch (IllegalArgumentException _) {
            return new Route.Unknown("the address is not percent-encoded rightly");
        }
        Route decoded = routes.get(path);
        return decoded == null ? mountedAt(path) : decoded;
    }

    private Route mountedAt(String path) {
        for (Map.Entry<String, Resource> entry :
                mounted.headMap(path + "/", true).descendingMap().entrySet()) {
            String prefix = entry.getKey();
            if (path.equals(prefix)) {
                return new Route.Mounted(entry.getValue(), "");
            }
            if (path.startsWith(prefix + "/")) {
                return new Route.Mounted(entry.getValue(), path.substring(prefix.length() + 1));
            }
        }
        return unknown(path);
    }

    private Route unknown(String path) {
        if (!path.startsWith(MODELS)) {
            return new Route.Unknown("nothing is at " + path + "; the protocol's root is /v2");
        }
        String name = path.substring(MODELS.length()).split("/", 2)[0];
        if (!names.contains(name)) {
            return new Route.Unknown("unknown model \"" + name + "\"; this server has " + names);
        }
        return new Route.Unknown("model \"" + name + "\" has nothing at " + path + "; check version and action");
    }
}
