package academy.ascent.reference.route;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Another name for its one arm. */
final class AliasStrategy implements Strategy {
    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        return arms.getFirst().infer(request);
    }

    @Override
    public String kind() {
        return "single";
    }

    @Override
    public RouteReport.Detail detail() {
        return new RouteReport.Plain();
    }
}
