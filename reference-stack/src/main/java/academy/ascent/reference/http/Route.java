package academy.ascent.reference.http;

/** What an address stands for. */
sealed interface Route {
    /** {@code /v2}. */
    record Server() implements Route {}

    /** {@code /v2/health/live}. */
    record Live() implements Route {}

    /** {@code /v2/health/ready}. */
    record Ready() implements Route {}

    /** {@code /metrics}. */
    record MetricsPage() implements Route {}

    /** {@code /v2/models/NAME}. */
    record Metadata(ServedModel served) implements Route {}

    /** {@code /v2/models/NAME/ready}. */
    record ModelReady(ServedModel served) implements Route {}

    /** {@code /v2/models/NAME/infer}. */
    record Infer(ServedModel served) implements Route {}

    /** Nothing; the message says why. */
    record Unknown(String message) implements Route {}

    /** The one method that the address answers. */
    default String method() {
        return this instanceof Infer ? "POST" : "GET";
    }
}
