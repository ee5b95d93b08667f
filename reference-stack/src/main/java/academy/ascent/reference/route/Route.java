package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A route with who answers for its arms now. */
record Route(RouteConfig config, Strategy strategy, RuleStep rules, List<Arm> arms) implements Predictor {
    @Override
    public String version() {
        return "";
    }

    @Override
    public ModelMetadata metadata() {
        List<ModelMetadata> targets =
                arms.stream().map(arm -> arm.predictor().metadata()).toList();
        List<TensorMetadata> outputs = new ArrayList<>(strategy.outputs(targets));
        outputs.addAll(rules.outputs());
        return new ModelMetadata(
                config.name(), List.of(), "ascent_route", targets.getFirst().inputs(), outputs);
    }

    @Override
    public boolean isReady() {
        return strategy.isReady(arms);
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        if (config.rules().isEmpty()) {
            return strategy.infer(request, arms);
        }
        return strategy.infer(rules.asked(request), arms).thenApply(response -> rules.label(request, response));
    }

    /** The answer without an effect on what the route counts; its arms must not count either. */
    CompletableFuture<InferResponse> inferUncounted(InferRequest request) {
        return strategy.inferUncounted(rules.asked(request), arms)
                .thenApply(response -> config.rules().isEmpty() ? response : rules.label(request, response));
    }
}
