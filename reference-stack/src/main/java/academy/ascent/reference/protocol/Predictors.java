package academy.ascent.reference.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is served now: models and routes, by name. */
public interface Predictors {
    /**
     * The predictor of that name.
     *
     * @param version null for the one that the server chooses
     * @throws UnknownModel if there is none
     */
    Predictor find(String name, @Nullable String version);

    /** All names. */
    List<String> names();

    /** The versions of a name, oldest first; empty where there is no such name. */
    List<String> versions(String name);
}
