package academy.ascent.reference;

import academy.ascent.reference.protocol.ModelRepository;
import java.util.List;

/** A model repository that calls {@code changed} after a model came or went, whoever asked for it. */
record AnnouncedRepository(ModelRepository models, Runnable changed) implements ModelRepository {
    @Override
    public List<ModelState> index(boolean readyOnly) {
        return models.index(readyOnly);
    }

    @Override
    public void load(String name) {
        models.load(name);
        changed.run();
    }

    @Override
    public void unload(String name) {
        models.unload(name);
        changed.run();
    }
}
