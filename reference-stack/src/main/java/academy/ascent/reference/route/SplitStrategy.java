package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Split;
import academy.ascent.reference.config.TargetConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Splits requests by a key, always alike, and compares the arms by outcomes that become known later. */
final class SplitStrategy implements Strategy {
    private final Split config;
    private final StickyChoice choice;
    private volatile SplitOutcomes outcomes;

    SplitStrategy(String route, Split config) {
        this.config = config;
        this.choice = new StickyChoice(
                route, config.arms().stream().mapToInt(TargetConfig::weight).toArray());
        this.outcomes = noOutcomes();
    }

    private SplitOutcomes noOutcomes() {
        return new SplitOutcomes(
                config.outcomes(), config.arms().stream().map(TargetConfig::arm).toList());
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        String key;
        try {
            key = key(request, arms);
        } catch (RejectedRequest e) {
            return CompletableFuture.failedFuture(e);
        }
        int arm = choice.of(key);
        SplitOutcomes current = outcomes;
        return arms.get(arm).infer(request).whenComplete((_, failure) -> {
            if (failure == null) {
                current.expect(request.id(), key, arm);
            }
        });
    }

    @Override
    public CompletableFuture<InferResponse> inferUncounted(InferRequest request, List<Arm> arms) {
        try {
            return arms.get(choice.of(key(request, arms))).infer(request);
        } catch (RejectedRequest e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private String key(InferRequest request, List<Arm> arms) {
        Object value = request.parameters().get(config.key());
        if (value == null) {
            throw new RejectedRequest("the route \"" + arms.getFirst().route() + "\" needs the request parameter \""
                    + config.key() + "\", whose value decides who answers; add it to \"parameters\"");
        }
        String key = value.toString();
        if (key.length() > SplitOutcomes.LONGEST_NAME) {
            throw new RejectedRequest("the route \"" + arms.getFirst().route() + "\" takes a request parameter \""
                    + config.key() + "\" of at most " + SplitOutcomes.LONGEST_NAME + " characters; this one has "
                    + key.length());
        }
        return key;
    }

    @Override
    public void outcome(Outcome outcome) {
        outcomes.report(outcome);
    }

    @Override
    public void reset() {
        outcomes = noOutcomes();
    }

    @Override
    public String kind() {
        return "ab";
    }

    @Override
    public RouteReport.Detail detail() {
        return outcomes.detail();
    }
}
