package academy.ascent.reference.route;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a route chooses among its arms; it keeps what it counted as long as its declaration stays. */
sealed interface Strategy
        permits AliasStrategy, CanaryStrategy, SplitStrategy, ShadowStrategy, EnsembleStrategy, SelectStrategy {
    /** The answer; never blocks and never throws. */
    CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms);

    /**
     * The answer of whoever answers for good, a canary's stable target or a shadow's primary, without an effect on what
     * is counted, decided and compared; for requests that the server makes of its own, such as for an explanation.
     */
    default CompletableFuture<InferResponse> inferUncounted(InferRequest request, List<Arm> arms) {
        return infer(request, arms);
    }

    /** The name of its kind, as it is configured. */
    String kind();

    /** What it counted. */
    RouteReport.Detail detail();

    /** Whether it could answer any request now. */
    default boolean isReady(List<Arm> arms) {
        return arms.stream().allMatch(arm -> arm.predictor().isReady());
    }

    /** What it answers, out of what its arms do. */
    default List<TensorMetadata> outputs(List<ModelMetadata> arms) {
        return arms.getFirst().outputs();
    }

    /**
     * Forgets what it counted and decided.
     *
     * @throws RejectedRequest if it decides nothing
     */
    default void reset() {
        throw new RejectedRequest("a route of kind " + kind() + " decides nothing that could be reset");
    }

    /**
     * Takes an outcome that became known after the answer.
     *
     * @throws RejectedRequest if it asks for none, or not for this one
     */
    default void outcome(Outcome outcome) {
        throw new RejectedRequest("a route of kind " + kind() + " takes no outcomes; only ab does");
    }
}
