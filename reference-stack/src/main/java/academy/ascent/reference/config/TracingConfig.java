package academy.ascent.reference.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param endpoint the collector's base address, to which {@code /v1/traces} is added
 * @param sample the share of requests that are traced, where the caller has not decided it
 * @param service the name under which they appear
 */
public record TracingConfig(String endpoint, double sample, String service) {
    static final String SERVICE = "ascent-reference-stack";

    /** What the file declares or, where it is silent, what OpenTelemetry's own environment variables say. */
    public static Optional<TracingConfig> of(Optional<TracingConfig> declared, Map<String, String> variables) {
        String endpoint = variables.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        if (declared.isPresent() || endpoint.isBlank()) {
            return declared;
        }
        if (!isAddress(endpoint.strip())) {
            throw InvalidConfig.in(
                    Path.of("environment variable OTEL_EXPORTER_OTLP_ENDPOINT"),
                    "must be an address such as http://localhost:4318, not \"" + endpoint + "\"");
        }
        String service = variables.getOrDefault("OTEL_SERVICE_NAME", SERVICE);
        return Optional.of(new TracingConfig(withoutSlash(endpoint.strip()), 1, service));
    }

    static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    static String withoutSlash(String address) {
        return address.replaceAll("/+$", "");
    }
}
