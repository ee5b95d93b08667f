package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.explain.Explanations;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.protocol.Predictors;
import java.util.function.Predicate;

/** Explanations as the configuration in force declares them, mounted at {@code /explain}. */
final class Explaining implements Feature, Resource {
    private static final Resource NONE = _ -> Answer.error(404, "serving.yaml declares no explanations");

    private volatile Resource explanations = NONE;

    @Override
    public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
        Resource declared = config.explanations().isEmpty() ? NONE : new Explanations(config.explanations(), next);
        return () -> explanations = declared;
    }

    @Override
    public Answer answer(Request request) {
        return explanations.answer(request);
    }
}
