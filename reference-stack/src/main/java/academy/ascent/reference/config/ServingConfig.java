package academy.ascent.reference.config;

import java.util.List;

/** All that {@code serving.yaml} declares. */
public record ServingConfig(
        ServerConfig server,
        List<ModelConfig> models,
        List<DriftConfig> drift,
        List<ExplanationConfig> explanations,
        AccessConfig access) {}
