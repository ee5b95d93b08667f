package academy.ascent.reference.config;

import java.util.Optional;

/**
 * What a route may send a request to: a model, or another route.
 *
 * @param arm what it is called within the route
 * @param name of the model or the route
 * @param version of the model; empty for the one that the server chooses, and for a route
 * @param weight its share of the requests, or of the voice, against the other targets' weights
 */
public record TargetConfig(String arm, String name, Optional<String> version, int weight, Source source) {}
