package academy.ascent.reference.runtime;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All models of the server, by name and version; loads and unloads them without dropping a request. */
public final class ModelStore implements Predictors, ModelRepository, AutoCloseable {
    private final Function<ModelConfig, ModelEvents> events;
    private final Consumer<Model> warmUp;
    private volatile Map<String, TreeMap<String, ModelVersion>> models = Map.of();
    private List<ModelConfig> declared = List.of();

    /**
     * An empty store.
     *
     * @param events to whom a model tells what happens in it
     * @param warmUp is run on every model before it is served
     */
    public ModelStore(Function<ModelConfig, ModelEvents> events, Consumer<Model> warmUp) {
        this.events = events;
        this.warmUp = warmUp;
    }

    /**
     * Serves what is declared and nothing else; what is declared as before stays as it is.
     *
     * @throws InvalidConfig if one of them does not load; then nothing changes
     */
    public synchronized void serve(List<ModelConfig> wanted) {
        Map<ModelConfig, LoadedModel> fresh = new LinkedHashMap<>();
        try {
            for (ModelConfig config : wanted) {
                if (config.load() == ModelConfig.LoadTime.START && !isLoadedAs(config)) {
                    fresh.put(config, load(config));
                }
            }
        } catch (RuntimeException e) {
            fresh.values().forEach(LoadedModel::retire);
            throw e;
        }
        Map<String, TreeMap<String, ModelVersion>> before = models;
        models = placed(wanted, before);
        declared = wanted;
        fresh.forEach((config, model) -> version(config).orElseThrow().replace(model));
        retireMissing(before);
        NativeHeap.trim();
    }

    private boolean isLoadedAs(ModelConfig config) {
        return version(config)
                .flatMap(ModelVersion::loaded)
                .filter(loaded -> loaded.config().declaresSame(config))
                .isPresent();
    }

    private LoadedModel load(ModelConfig config) {
        ModelEvents listener = events.apply(config);
        Model model = Model.load(config, listener);
        try {
            warmUp.accept(model);
            return new LoadedModel(config, model, listener);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Map<String, TreeMap<String, ModelVersion>> placed(
            List<ModelConfig> wanted, Map<String, TreeMap<String, ModelVersion>> before) {
        Map<String, TreeMap<String, ModelVersion>> placed = new LinkedHashMap<>();
        for (ModelConfig config : wanted) {
            ModelVersion known =
                    before.getOrDefault(config.name(), new TreeMap<>()).get(config.version());
            placed.computeIfAbsent(config.name(), _ -> new TreeMap<>(VersionOrder.OLDEST_FIRST))
                    .put(config.version(), known == null ? fresh(config) : known);
        }
        return placed;
    }

    private ModelVersion fresh(ModelConfig config) {
        return new ModelVersion(config.name(), config.version(), () -> versions(config.name()));
    }

    private void retireMissing(Map<String, TreeMap<String, ModelVersion>> before) {
        before.forEach((name, versions) -> versions.forEach((version, model) -> {
            if (!versions(name).contains(version)) {
                model.replace(null);
            }
        }));
    }

    private Optional<ModelVersion> version(ModelConfig config) {
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

    @Override
    public List<ModelState> index(boolean readyOnly) {
        List<ModelState> index = new ArrayList<>();
        models.forEach((name, versions) -> versions.forEach((version, model) -> {
            if (model.isReady()) {
                index.add(new ModelState(name, version, "READY", ""));
            } else if (!readyOnly) {
                index.add(new ModelState(name, version, "UNAVAILABLE", "unloaded"));
            }
        }));
        return index;
    }

    @Override
    public synchronized void load(String name) {
        Map<ModelConfig, LoadedModel> fresh = new LinkedHashMap<>();
        try {
            for (ModelConfig config : declaredAs(name)) {
                fresh.put(config, load(config));
            }
        } catch (InvalidConfig e) {
            fresh.values().forEach(LoadedModel::retire);
            throw new RejectedRequest(String.valueOf(e.getMessage()));
        }
        fresh.forEach((config, model) -> version(config).orElseThrow().replace(model));
        NativeHeap.trim();
    }

    @Override
    public synchronized void unload(String name) {
        for (ModelConfig config : declaredAs(name)) {
            version(config).orElseThrow().replace(null);
        }
    }

    private List<ModelConfig> declaredAs(String name) {
        List<ModelConfig> versions =
                declared.stream().filter(config -> config.name().equals(name)).toList();
        if (versions.isEmpty()) {
            throw new UnknownModel("unknown model \"" + name + "\"; serving.yaml declares " + names());
        }
        return versions;
    }

    /** Ends all models after their requests in flight. */
    @Override
    public synchronized void close() {
        models.values().forEach(versions -> versions.values().forEach(version -> version.replace(null)));
    }
}
