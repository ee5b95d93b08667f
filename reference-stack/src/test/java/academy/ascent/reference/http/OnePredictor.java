package academy.ascent.reference.http;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server's only predictor, which answers what a test tells it to. */
record OnePredictor(String name, Function<InferRequest, CompletableFuture<InferResponse>> answers)
        implements Predictor, Predictors {
    /** One that answers at once, with nothing. */
    static OnePredictor of(String name) {
        return new OnePredictor(
                name,
                request -> CompletableFuture.completedFuture(InferResponse.of(name, "1", request.id(), List.of())));
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ModelMetadata metadata() {
        return new ModelMetadata(name, List.of("1"), "test", List.of(), List.of());
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        return answers.apply(request);
    }

    @Override
    public Predictor find(String wanted, @Nullable String version) {
        if (wanted.equals(name)) {
            return this;
        }
        throw new UnknownModel("unknown model \"" + wanted + "\"");
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public List<String> versions(String wanted) {
        return wanted.equals(name) ? List.of("1") : List.of();
    }
}
