package academy.ascent.reference.route;

import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.route.RouteReport.Rollback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Routes of a {@code serving.yaml} over fake models, with a clock that stands still unless it is told to go on. */
public final class RoutesUnderTest implements RouteEvents, Predictors {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final Map<String, FakeModel> models = new LinkedHashMap<>();
    final List<Rollback> rollbacks = new ArrayList<>();
    final List<String> resets = new ArrayList<>();
    final AtomicLong nanos = new AtomicLong();
    private final Path folder;
    private Routing routing = Routing.none(this, () -> NOW, nanos::get);

    public RoutesUnderTest(Path folder) {
        this.folder = folder;
    }

    /** A model of that name and version, in the configuration too. */
    public FakeModel model(String name, String version, Tensor... outputs) {
        FakeModel model = new FakeModel(name, version, outputs);
        models.put(name + ":" + version, model);
        return model;
    }

    /** Takes over these routes, as a reload would. */
    public RoutesUnderTest declare(String routes) {
        StringBuilder yaml = new StringBuilder("models:\n");
        models.values()
                .forEach(model -> yaml.append(
                        "  - {name: %s, version: \"%s\", path: m.onnx}%n".formatted(model.name, model.version)));
        try {
            Files.writeString(folder.resolve("m.onnx"), "model");
            Files.writeString(folder.resolve("serving.yaml"), yaml.append(routes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Routing next = routing.next(ServingFile.read(folder).routes());
        next.check(next.over(this));
        routing = next;
        return this;
    }

    public Routing routing() {
        return routing;
    }

    Predictor route(String name) {
        return routing.over(this).find(name, null);
    }

    /** The route as it is asked for an explanation. */
    Predictor uncounted(String name) {
        return routing.uncounted(this).find(name, null);
    }

    /** An answer that is there at once. */
    public InferResponse ask(String route, Map<String, Object> parameters) {
        return route(route).infer(request(parameters)).join();
    }

    static InferRequest request(Map<String, Object> parameters) {
        return new InferRequest("7", parameters, List.of(FakeModel.scores("x", 2, 1, 2)), List.of());
    }

    RouteReport report(String name) {
        return routing.report(name);
    }

    @Override
    public void rolledBack(String route, Rollback rollback) {
        rollbacks.add(rollback);
    }

    @Override
    public void reset(String route) {
        resets.add(route);
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        for (FakeModel model : models.values()) {
            if (model.name.equals(name) && (version == null || version.equals(model.version))) {
                return model;
            }
        }
        throw new UnknownModel("no model " + name + " " + version);
    }

    @Override
    public List<String> names() {
        return models.values().stream().map(model -> model.name).distinct().toList();
    }

    @Override
    public List<String> versions(String name) {
        return models.values().stream()
                .filter(model -> model.name.equals(name))
                .map(model -> model.version)
                .toList();
    }
}
