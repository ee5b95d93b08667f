package academy.ascent.reference.registry;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.RegistryConfig.DeclaredLineage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The versions that one configuration serves, each with the digest of what was loaded. */
public final class ServedVersions {
    private final RegistryConfig config;
    private final List<Served> versions;
    private final Set<ModelConfig> fresh;

    private ServedVersions(RegistryConfig config, List<Served> versions, Set<ModelConfig> fresh) {
        this.config = config;
        this.versions = List.copyOf(versions);
        this.fresh = fresh;
    }

    /**
     * A version that is served.
     *
     * @param digest the SHA-256 of its file when it was loaded
     * @param lineage where it comes from, as far as it is declared
     */
    record Served(ModelConfig model, String digest, Map<String, Object> lineage) {
        boolean is(String name, String version) {
            return model.name().equals(name) && model.version().equals(version);
        }
    }

    static ServedVersions none(RegistryConfig config) {
        return new ServedVersions(config, List.of(), Set.of());
    }

    /**
     * The versions of a configuration that takes the place of this one: what is declared as before and was not loaded
     * again is what it was, whatever its file is now.
     *
     * @throws InvalidConfig if a file cannot be read
     */
    ServedVersions next(RegistryConfig nextConfig, List<ModelConfig> models, Predicate<ModelConfig> isFresh) {
        Set<ModelConfig> fresh = models.stream().filter(isFresh).collect(Collectors.toSet());
        List<Served> next = new ArrayList<>();
        for (ModelConfig model : models) {
            Optional<Served> before = find(model.name(), model.version())
                    .filter(served -> served.model().declaresSame(model) && !fresh.contains(model));
            next.add(before.isPresent() ? before.get() : served(nextConfig, model));
        }
        return new ServedVersions(nextConfig, next, fresh);
    }

    /**
     * These versions, those of the model loaded again.
     *
     * @throws InvalidConfig if a file cannot be read
     */
    ServedVersions reloaded(String name) {
        return next(
                config,
                versions.stream().map(Served::model).toList(),
                model -> model.name().equals(name));
    }

    /**
     * These versions, where those declared as before are as they are now: one may have been loaded again meanwhile. What
     * was loaded for these takes the place of that even so.
     */
    ServedVersions keeping(ServedVersions now) {
        return new ServedVersions(
                config,
                versions.stream()
                        .map(each -> now.find(each.model().name(), each.model().version())
                                .filter(current ->
                                        current.model().declaresSame(each.model()) && !fresh.contains(each.model()))
                                .orElse(each))
                        .toList(),
                fresh);
    }

    private static Served served(RegistryConfig config, ModelConfig model) {
        try {
            return new Served(model, Digests.of(model.file()), lineage(config, model));
        } catch (IOException e) {
            throw InvalidConfig.in(
                    model.file(), "cannot be read for its digest, nor what it was trained on (" + e.getMessage() + ")");
        }
    }

    private static Map<String, Object> lineage(RegistryConfig config, ModelConfig model) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (DeclaredLineage lineage : config.lineage()) {
            if (lineage.model().equals(model.name()) && lineage.version().equals(model.version())) {
                Optional<Path> data = lineage.trainingData();
                if (data.isPresent()) {
                    facts.put(Lineage.TRAINING_DATA, Digests.of(data.get()));
                }
                lineage.run().ifPresent(run -> facts.put(Lineage.RUN, run));
                lineage.parent().ifPresent(parent -> facts.put(Lineage.PARENT, parent));
            }
        }
        return facts;
    }

    RegistryConfig config() {
        return config;
    }

    List<Served> all() {
        return versions;
    }

    Optional<Served> find(String model, String version) {
        return versions.stream().filter(each -> each.is(model, version)).findFirst();
    }
}
