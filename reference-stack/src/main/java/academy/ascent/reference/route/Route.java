package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
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
        Trace trace = CurrentTrace.get();
        return trace == null ? answer(request) : traced(trace.begin("route " + config.name()), request);
    }

    private CompletableFuture<InferResponse> traced(Trace trace, InferRequest request) {
        trace.note("ascent.route.kind", strategy.kind());
        return CurrentTrace.call(trace, () -> answer(request)).whenComplete((_, failure) -> trace.end(failure != null));
    }

    private CompletableFuture<InferResponse> answer(InferRequest request) {
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
