package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.registry.Trials;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import java.util.List;
import java.util.Optional;

/** Loads versions to be judged as they are declared, but without a cache, and without anybody counting what they do. */
final class ModelsOnTrial implements Trials {
    @Override
    public Trial load(ModelConfig version) {
        ModelStore alone = new ModelStore(_ -> new ModelEvents() {}, _ -> {});
        alone.serve(List.of(withoutCache(version)));
        return new Loaded(alone, alone.find(version.name(), version.version()));
    }

    private static ModelConfig withoutCache(ModelConfig model) {
        return new ModelConfig(
                model.name(),
                model.version(),
                model.file(),
                model.columns(),
                model.outputs(),
                model.threads(),
                model.keepLoaded(),
                ModelConfig.LoadTime.START,
                model.execution(),
                Optional.empty(),
                model.source());
    }

    private record Loaded(ModelStore store, Predictor predictor) implements Trial {
        @Override
        public void close() {
            store.close();
        }
    }
}
