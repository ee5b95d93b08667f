package academy.ascent.reference.route;

import academy.ascent.reference.config.TargetConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** A target of a route with who answers for it now. */
record Arm(String route, TargetConfig target, Predictor predictor, ArmCounts counts, LongSupplier nanoTime) {
    private static final String ARM = "route_arm";
    private static final String MODEL = "route_model";
    private static final String VERSION = "route_version";

    /** Hears how each request to an arm ended, on whatever thread has the answer. */
    interface Observer {
        Observer NONE = (_, _) -> {};

        void answered(boolean failed, long nanos);
    }

    String name() {
        return target.arm();
    }

    /** The target's answer in the route's name, counted. */
    CompletableFuture<InferResponse> infer(InferRequest request) {
        return infer(request, Observer.NONE);
    }

    CompletableFuture<InferResponse> infer(InferRequest request, Observer observer) {
        return ask(request, observer).thenApply(this::inNameOfRoute);
    }

    /** The target's answer as it is, counted. */
    CompletableFuture<InferResponse> ask(InferRequest request, Observer observer) {
        Trace trace = CurrentTrace.get();
        return trace == null ? counted(request, observer) : traced(trace.begin("arm " + name()), request, observer);
    }

    private CompletableFuture<InferResponse> traced(Trace trace, InferRequest request, Observer observer) {
        trace.note("ascent.model", target.name());
        return CurrentTrace.call(trace, () -> counted(request, observer)).whenComplete((response, failure) -> {
            trace.note("ascent.version", response == null ? null : response.version());
            trace.end(failure != null);
        });
    }

    private CompletableFuture<InferResponse> counted(InferRequest request, Observer observer) {
        long start = nanoTime.getAsLong();
        return predictor.infer(request).whenComplete((_, failure) -> {
            long nanos = nanoTime.getAsLong() - start;
            counts.answered(nanos, failure != null);
            observer.answered(failure != null, nanos);
        });
    }

    private InferResponse inNameOfRoute(InferResponse response) {
        return new InferResponse(route, response.version(), response.id(), parameters(response), response.outputs());
    }

    /** Who answered; of routes within each other the innermost model, and the arms from the outermost on. */
    private Map<String, Object> parameters(InferResponse response) {
        Map<String, Object> own = response.parameters();
        if (own.isEmpty()) {
            return Map.of(ARM, name(), MODEL, target.name(), VERSION, response.version());
        }
        Map<String, Object> parameters = new HashMap<>(own);
        Object inner = own.get(ARM);
        parameters.put(ARM, inner == null ? name() : name() + "/" + inner);
        parameters.putIfAbsent(MODEL, target.name());
        parameters.putIfAbsent(VERSION, response.version());
        return parameters;
    }
}
