package academy.ascent.reference.http;

import academy.ascent.reference.metrics.RequestMetrics;
import academy.ascent.reference.protocol.Predictor;

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
    record Metadata(Predictor predictor) implements Route {}

    /** {@code /v2/models/NAME/ready}. */
    record ModelReady(String name, Predictor predictor) implements Route {}

    /** {@code /v2/models/NAME/infer}. */
    record Infer(String name, Predictor predictor, RequestMetrics metrics) implements Route {}

    /** Whatever is mounted there; {@code path} is what stands below its prefix. */
    record Mounted(Resource resource, String path) implements Route {}

    /** Nothing; the message says why. */
    record Unknown(String message) implements Route {}

    /** The one method that the address answers; a resource sees to its own. */
    default String method() {
        return this instanceof Infer ? "POST" : "GET";
    }
}
