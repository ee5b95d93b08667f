package academy.ascent.reference.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link InferRequest}. */
public record InferResponse(
        String model, String version, @Nullable String id, List<Tensor> outputs) {}
