package academy.ascent.reference.protocol;

import java.util.List;

/** The protocol's model repository extension: which models there are, and their loading. */
public interface ModelRepository {
    /**
     * One version of a model.
     *
     * @param state {@code READY}, {@code LOADING}, {@code UNAVAILABLE}
     * @param reason why it is not ready; empty where it is
     */
    record ModelState(String name, String version, String state, String reason) {}

    /** All versions of all models, or only those that are ready. */
    List<ModelState> index(boolean readyOnly);

    /**
     * Loads every version of the model, or loads it anew; requests in flight are answered by what was there before.
     *
     * @throws UnknownModel if none of that name is declared
     * @throws RejectedRequest if it cannot be loaded; what was there before stays
     */
    void load(String name);

    /**
     * Unloads every version of the model once its requests in flight are answered.
     *
     * @throws UnknownModel if none of that name is declared
     */
    void unload(String name);
}
