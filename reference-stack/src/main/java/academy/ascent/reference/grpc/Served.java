package academy.ascent.reference.grpc;

import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictors;

/** What the server serves, and the name and version that it tells of itself. */
public record Served(String name, String version, Predictors predictors, ModelRepository repository) {}
