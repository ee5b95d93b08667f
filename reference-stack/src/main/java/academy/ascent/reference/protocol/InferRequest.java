package academy.ascent.reference.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for one inference.
 *
 * @param id is given back in the answer
 * @param parameters values are {@link String}, {@link Long}, {@link Double} or {@link Boolean}; they are also the
 *     request's context, by which a route may choose
 * @param outputs the wanted outputs; empty for all
 */
public record InferRequest(
        @Nullable String id, Map<String, Object> parameters, List<Tensor> inputs, List<RequestedOutput> outputs) {

    /** A request for all outputs, without id and parameters. */
    public static InferRequest of(List<Tensor> inputs) {
        return new InferRequest(null, Map.of(), inputs, List.of());
    }
}
