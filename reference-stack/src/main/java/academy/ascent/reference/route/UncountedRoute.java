package academy.ascent.reference.route;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import java.util.concurrent.CompletableFuture;

/** A route that can be asked without an effect on what it counts. */
record UncountedRoute(Route route) implements Predictor {
    @Override
    public String version() {
        return route.version();
    }

    @Override
    public ModelMetadata metadata() {
        return route.metadata();
    }

    @Override
    public boolean isReady() {
        return route.isReady();
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        return route.inferUncounted(request);
    }
}
