package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Predictors;
import java.util.List;
import java.util.Map;

/** Models that are loaded and not served yet; they are committed or discarded. */
public final class StagedModels {
    private final ModelStore store;
    private final List<ModelConfig> wanted;
    private final Map<ModelConfig, LoadedModel> fresh;
    private final ModelTable next;

    StagedModels(ModelStore store, List<ModelConfig> wanted, Map<ModelConfig, LoadedModel> fresh, ModelTable next) {
        this.store = store;
        this.wanted = List.copyOf(wanted);
        this.fresh = fresh;
        this.next = next;
    }

    /** Whether the model was loaded for them, from its file as it is now; what is declared as before mostly was not. */
    public boolean isFresh(ModelConfig model) {
        return fresh.containsKey(model);
    }

    /** What will be served, to ask what it takes and answers. */
    public Predictors predictors() {
        return next;
    }

    /** Serves them. What is no longer declared is found no more, but goes on answering whoever found it before. */
    public void commit() {
        store.place(wanted, fresh);
    }

    /** Ends, after its requests in flight, what is no longer declared; after the commit. */
    public void retireOthers() {
        store.retireOthers();
    }

    /** Lets go of them. */
    public void discard() {
        fresh.values().forEach(LoadedModel::retire);
        NativeHeap.trim();
    }
}
