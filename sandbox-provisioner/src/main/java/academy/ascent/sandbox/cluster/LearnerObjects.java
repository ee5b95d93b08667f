package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Consumer;

/** Where a learner's objects are: what a snapshot takes them from and makes them in again. */
interface LearnerObjects {

    /** Each object of the learner's own as it would be made again, in the order in which that is done. */
    void each(Consumer<JsonNode> action);

    /** Whether an object may be in there at all. */
    boolean holds(HasMetadata object);

    /** Makes an object of a snapshot again; one that is there already is a conflict. */
    void make(HasMetadata object);
}
