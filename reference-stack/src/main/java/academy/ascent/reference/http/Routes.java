package academy.ascent.reference.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All addresses of the server. */
final class Routes {
    private static final String MODELS = "/v2/models/";

    private final Map<String, Route> routes = new HashMap<>();
    private final TreeSet<String> modelNames = new TreeSet<>();

    private Routes() {
        routes.put("/v2", new Route.Server());
        routes.put("/v2/health/live", new Route.Live());
        routes.put("/v2/health/ready", new Route.Ready());
        routes.put("/metrics", new Route.MetricsPage());
    }

    /** The addresses that are there before any model is loaded. */
    static Routes withoutModels() {
        return new Routes();
    }

    /** The addresses with those of the models. */
    static Routes of(List<ServedModel> models) {
        Routes routes = new Routes();
        for (ServedModel served : models) {
            String name = MODELS + served.model().name();
            routes.modelNames.add(served.model().name());
            for (String path :
                    List.of(name, name + "/versions/" + served.model().version())) {
                routes.routes.put(path, new Route.Metadata(served));
                routes.routes.put(path + "/ready", new Route.ModelReady(served));
                routes.routes.put(path + "/infer", new Route.Infer(served));
            }
        }
        return routes;
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
        return decoded == null ? unknown(path) : decoded;
    }

    private Route unknown(String path) {
        if (!path.startsWith(MODELS)) {
            return new Route.Unknown("nothing is at " + path + "; the protocol's root is /v2");
        }
        String name = path.substring(MODELS.length()).split("/", 2)[0];
        if (!modelNames.contains(name)) {
            return new Route.Unknown("unknown model \"" + name + "\"; this server has " + modelNames);
        }
        return new Route.Unknown("model \"" + name + "\" has nothing at " + path + "; check version and action");
    }
}
