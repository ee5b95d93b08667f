package academy.ascent.reference.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one {@link InferRequest}.
 *
 * @param model the model, or the route, that was asked
 * @param parameters values are {@link String}, {@link Long}, {@link Double} or {@link Boolean}
 */
public record InferResponse(
        String model, String version, @Nullable String id, Map<String, Object> parameters, List<Tensor> outputs) {

    /** An answer without parameters. */
    public static InferResponse of(String model, String version, @Nullable String id, List<Tensor> outputs) {
        return new InferResponse(model, version, id, Map.of(), outputs);
    }
}
