package academy.ascent.reference.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for one inference.
 *
 * @param id is given back in the answer
 * @param outputs the names of the wanted outputs; empty for all
 */
public record InferRequest(@Nullable String id, List<Tensor> inputs, List<String> outputs) {}
