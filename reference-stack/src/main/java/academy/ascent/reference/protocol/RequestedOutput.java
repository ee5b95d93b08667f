package academy.ascent.reference.protocol;

import java.util.Map;

/**
 * An output that a request asks for.
 *
 * @param parameters as in {@link InferRequest}; {@code binary_data} asks for the output's raw bytes
 */
public record RequestedOutput(String name, Map<String, Object> parameters) {
    public RequestedOutput {
        parameters = Map.copyOf(parameters);
    }

    /** The output as the answer usually carries it. */
    public static RequestedOutput named(String name) {
        return new RequestedOutput(name, Map.of());
    }
}
