package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models by name and version. */
record ModelTable(Map<String, TreeMap<String, ModelVersion>> models) implements Predictors {
    /** A table of what is declared, with {@code place} for each. */
    static ModelTable of(List<ModelConfig> declared, Function<ModelConfig, ModelVersion> place) {
        Map<String, TreeMap<String, ModelVersion>> models = new LinkedHashMap<>();
        for (ModelConfig config : declared) {
            models.computeIfAbsent(config.name(), _ -> new TreeMap<>(VersionOrder.OLDEST_FIRST))
                    .put(config.version(), place.apply(config));
        }
        return new ModelTable(models);
    }

    List<ModelVersion> all() {
        return models.values().stream()
                .flatMap(versions -> versions.values().stream())
                .toList();
    }

    Optional<ModelVersion> version(ModelConfig config) {
        return Optional.ofNullable(models.get(config.name())).map(versions -> versions.get(config.version()));
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        TreeMap<String, ModelVersion> versions = models.get(name);
        if (versions == null) {
            throw new UnknownModel("unknown model \"" + name + "\"; this server has " + names());
        }
        if (version == null) {
            return versions.descendingMap().values().stream()
                    .filter(ModelVersion::isReady)
                    .findFirst()
                    .orElse(versions.lastEntry().getValue());
        }
        ModelVersion found = versions.get(version);
        if (found == null) {
            throw new UnknownModel(
                    "model \"" + name + "\" has no version \"" + version + "\"; it has " + versions.keySet());
        }
        return found;
    }

    @Override
    public List<String> names() {
        return List.copyOf(models.keySet());
    }

    @Override
    public List<String> versions(String name) {
        return List.copyOf(models.getOrDefault(name, new TreeMap<>()).keySet());
    }
}
