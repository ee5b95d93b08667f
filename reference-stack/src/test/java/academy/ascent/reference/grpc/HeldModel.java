package academy.ascent.reference.grpc;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Answers each request only when the test says so. */
final class HeldModel {
    private final Map<String, CompletableFuture<InferResponse>> held = new ConcurrentHashMap<>();
    private final Map<String, InferRequest> requests = new ConcurrentHashMap<>();

    FakeModels models() {
        return new FakeModels(request -> {
            CompletableFuture<InferResponse> answer = new CompletableFuture<>();
            requests.put(request.id(), request);
            held.put(request.id(), answer);
            return answer;
        });
    }

    int arrived() {
        return held.size();
    }

    void answer(String id) {
        held.get(id).complete(FakeModels.echoed(requests.get(id)));
    }

    void reject(String id) {
        held.get(id).completeExceptionally(new RejectedRequest("no " + id));
    }
}
