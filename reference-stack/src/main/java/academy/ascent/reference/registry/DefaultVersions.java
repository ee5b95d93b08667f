package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Models of which the registry says which version is meant where none is named: the one in production, else the newest
 * that is ready and not retired.
 *
 * @param chosen by model; those left out are as they were
 */
record DefaultVersions(Predictors all, Map<String, Predictor> chosen) implements Predictors {
    static DefaultVersions of(Registry registry, Predictors all) {
        Map<String, Predictor> chosen = new HashMap<>();
        for (String name : all.names()) {
            choose(registry, name, all).ifPresent(predictor -> chosen.put(name, predictor));
        }
        return new DefaultVersions(all, Map.copyOf(chosen));
    }

    private static Optional<Predictor> choose(Registry registry, String name, Predictors all) {
        List<String> versions = all.versions(name);
        Optional<String> production = registry.versionIn(name, Stage.PRODUCTION).filter(versions::contains);
        if (production.isPresent()) {
            return production.map(version -> all.find(name, version));
        }
        List<Predictor> left = versions.reversed().stream()
                .filter(version -> !isRetired(registry, name, version))
                .map(version -> all.find(name, version))
                .toList();
        if (left.size() == versions.size()) {
            return Optional.empty();
        }
        if (left.isEmpty()) {
            return Optional.of(new AllRetired(name, all.find(name, versions.getLast())));
        }
        return Optional.of(left.stream().filter(Predictor::isReady).findFirst().orElse(left.getFirst()));
    }

    private static boolean isRetired(Registry registry, String name, String version) {
        return registry.find(name, version)
                .filter(known -> known.stage() == Stage.RETIRED)
                .isPresent();
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        Predictor predictor = version == null ? chosen.get(name) : null;
        return predictor == null ? all.find(name, version) : predictor;
    }

    @Override
    public List<String> names() {
        return all.names();
    }

    @Override
    public List<String> versions(String name) {
        return all.versions(name);
    }

    /** Stands for a model none of whose versions shall answer unless it is named; it is described as the newest is. */
    private record AllRetired(String name, Predictor newest) implements Predictor {
        @Override
        public String version() {
            return newest.version();
        }

        @Override
        public ModelMetadata metadata() {
            return newest.metadata();
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public CompletableFuture<InferResponse> infer(InferRequest request) {
            return CompletableFuture.failedFuture(new UnknownModel("every version of model \"" + name
                    + "\" is retired; name one, or declare another in serving.yaml"));
        }
    }
}
