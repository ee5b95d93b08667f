package academy.ascent.reference.config;

import java.util.List;
import java.util.Optional;

/** All that {@code serving.yaml} declares. */
public record ServingConfig(
        ServerConfig server,
        List<ModelConfig> models,
        List<RouteConfig> routes,
        List<DriftConfig> drift,
        List<ExplanationConfig> explanations,
        Optional<RegistryConfig> registry,
        AccessConfig access,
        Optional<TracingConfig> tracing,
        Optional<PricesConfig> prices) {}
