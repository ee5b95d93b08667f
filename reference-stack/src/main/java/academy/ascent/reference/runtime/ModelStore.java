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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All models of the server, by name and version; loads and unloads them without dropping a request. */
public final class ModelStore implements Predictors, ModelRepository, AutoCloseable {
    private final Function<ModelConfig, ModelEvents> events;
    private final Consumer<Model> warmUp;
    private final List<ModelVersion> leaving = new ArrayList<>();
    private volatile ModelTable models = new ModelTable(Map.of());
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
     * Loads what is declared and not there yet, without serving it; what is declared as before stays as it is.
     *
     * @throws InvalidConfig if one of them does not load; then nothing stays loaded
     */
    public synchronized StagedModels stage(List<ModelConfig> wanted) {
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
        return new StagedModels(this, wanted, fresh, ModelTable.of(wanted, config -> staged(config, wanted, fresh)));
    }

    private ModelVersion staged(ModelConfig config, List<ModelConfig> wanted, Map<ModelConfig, LoadedModel> fresh) {
        List<String> versions = wanted.stream()
                .filter(other -> other.name().equals(config.name()))
                .map(ModelConfig::version)
                .sorted(VersionOrder.OLDEST_FIRST)
                .toList();
        ModelVersion staged = new ModelVersion(config.name(), config.version(), () -> versions);
        LoadedModel loaded = fresh.get(config);
        staged.replace(
                loaded != null
                        ? loaded
                        : models.version(config).flatMap(ModelVersion::loaded).orElse(null));
        return staged;
    }

    /**
     * Serves what is declared and nothing else, at once.
     *
     * @throws InvalidConfig if one of them does not load; then nothing changes
     */
    public void serve(List<ModelConfig> wanted) {
        StagedModels staged = stage(wanted);
        staged.commit();
        staged.retireOthers();
    }

    synchronized void place(List<ModelConfig> wanted, Map<ModelConfig, LoadedModel> fresh) {
        ModelTable before = models;
        models = ModelTable.of(wanted, config -> before.version(config).orElseGet(() -> unloaded(config)));
        declared = wanted;
        fresh.forEach((config, model) -> models.version(config).orElseThrow().replace(model));
        List<ModelVersion> kept = models.all();
        before.all().stream().filter(version -> !kept.contains(version)).forEach(leaving::add);
    }

    private ModelVersion unloaded(ModelConfig config) {
        return new ModelVersion(config.name(), config.version(), () -> versions(config.name()));
    }

    synchronized void retireOthers() {
        leaving.forEach(version -> version.replace(null));
        leaving.clear();
        NativeHeap.trim();
    }

    private boolean isLoadedAs(ModelConfig config) {
        return models.version(config)
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

    @Override
    public Predictor find(String name, @Nullable String version) {
        return models.find(name, version);
    }

    @Override
    public List<String> names() {
        return models.names();
    }

    @Override
    public List<String> versions(String name) {
        return models.versions(name);
    }

    @Override
    public List<ModelState> index(boolean readyOnly) {
        List<ModelState> index = new ArrayList<>();
        models.models()
                .forEach((name, versions) -> versions.forEach((version, model) -> {
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
        fresh.forEach((config, model) -> models.version(config).orElseThrow().replace(model));
        NativeHeap.trim();
    }

    @Override
    public synchronized void unload(String name) {
        for (ModelConfig config : declaredAs(name)) {
            models.version(config).orElseThrow().replace(null);
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
        models.all().forEach(version -> version.replace(null));
        retireOthers();
    }
}
