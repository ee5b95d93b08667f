package academy.ascent.reference;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.PredictionTap;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictors of which some have a tap that sees their answers. */
record WatchedPredictors(Predictors all, Function<String, Optional<PredictionTap>> taps) implements Predictors {
    @Override
    public Predictor find(String name, @Nullable String version) {
        Predictor predictor = all.find(name, version);
        Optional<PredictionTap> tap = taps.apply(name);
        return tap.isPresent() ? new Watched(predictor, tap.get()) : predictor;
    }

    @Override
    public List<String> names() {
        return all.names();
    }

    @Override
    public List<String> versions(String name) {
        return all.versions(name);
    }

    private record Watched(Predictor predictor, PredictionTap tap) implements Predictor {
        @Override
        public String version() {
            return predictor.version();
        }

        @Override
        public ModelMetadata metadata() {
            return predictor.metadata();
        }

        @Override
        public boolean isReady() {
            return predictor.isReady();
        }

        @Override
        public CompletableFuture<InferResponse> infer(InferRequest request) {
            CompletableFuture<InferResponse> answer = predictor.infer(request);
            // Mostly the answer is there at once, and then one more stage would cost more than the tap.
            if (answer.state() == Future.State.SUCCESS) {
                tap.predicted(request, answer.resultNow());
                return answer;
            }
            return answer.whenComplete((response, failure) -> {
                if (failure == null) {
                    tap.predicted(request, response);
                }
            });
        }
    }
}
