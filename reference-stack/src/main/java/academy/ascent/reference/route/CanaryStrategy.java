package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Canary;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets a candidate answer its share until it is found worse than the stable target. */
final class CanaryStrategy implements Strategy {
    private static final int CANDIDATE = 1;

    private final Canary config;
    private final WeightedDraw draw;
    private final Supplier<CanaryTrial> trials;
    private volatile CanaryTrial trial;

    CanaryStrategy(Canary config, long seed, Supplier<CanaryTrial> trials) {
        this.config = config;
        this.draw = new WeightedDraw(
                new int[] {config.stable().weight(), config.candidate().weight()}, seed);
        this.trials = trials;
        this.trial = trials.get();
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        CanaryTrial current = trial;
        Arm stable = arms.getFirst();
        if (current.isOver() || draw.next() != CANDIDATE) {
            return stable.infer(request, current::stableAnswered);
        }
        Trace trace = config.retryOnStable() ? CurrentTrace.get() : null;
        CompletableFuture<InferResponse> answer = arms.get(CANDIDATE).infer(request, current::candidateAnswered);
        if (!config.retryOnStable()) {
            return answer;
        }
        // The trial does not hear of the second try: requests that failed once are no fair sample of the stable target.
        return answer.exceptionallyCompose(_ -> CurrentTrace.call(trace, () -> stable.infer(request)));
    }

    @Override
    public CompletableFuture<InferResponse> inferUncounted(InferRequest request, List<Arm> arms) {
        return arms.getFirst().infer(request);
    }

    /** The stable target alone decides: without the candidate the trial would find it worse and go on. */
    @Override
    public boolean isReady(List<Arm> arms) {
        return arms.getFirst().predictor().isReady();
    }

    @Override
    public void reset() {
        trial = trials.get();
    }

    @Override
    public String kind() {
        return "canary";
    }

    @Override
    public RouteReport.Detail detail() {
        return trial.detail();
    }
}
