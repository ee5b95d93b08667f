package academy.ascent.reference;

import academy.ascent.reference.protocol.ModelRepository;
import java.util.List;
import java.util.function.Consumer;

/** A model repository that tells {@code changed} which model came or went, whoever asked for it. */
record AnnouncedRepository(ModelRepository models, Consumer<String> changed) implements ModelRepository {
    @Override
    public List<ModelState> index(boolean readyOnly) {
        return models.index(readyOnly);
    }

    @Override
    public void load(String name) {
        models.load(name);
        changed.accept(name);
    }

    @Override
    public void unload(String name) {
        models.unload(name);
        changed.accept(name);
    }
}
