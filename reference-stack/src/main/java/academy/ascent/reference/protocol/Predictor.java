package academy.ascent.reference.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Answers inference requests: one version of a model, or a route over several. */
public interface Predictor {
    /** The version that answers; empty where several do. */
    String version();

    /** What it takes and answers. */
    ModelMetadata metadata();

    /** Whether it would answer a request now. */
    boolean isReady();

    /**
     * The answer, or soon the answer.
     *
     * <p>Never blocks and never throws: a failure completes the future with {@link RejectedRequest},
     * {@link UnknownModel}, {@link Overloaded} or {@link InferenceFailed}.
     */
    CompletableFuture<InferResponse> infer(InferRequest request);

    /** What such a future failed with, without the wrapping that its later stages put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
