package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelStreamInferResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One stream of inferences: its requests run side by side, their answers go out in the requests' order.
 *
 * <p>A bounded number of requests is taken before their answers are sent, so that neither a client that sends without
 * end nor one that does not read costs memory.
 */
final class InferenceStream implements StreamObserver<ModelInferRequest> {
    private static final int MOST_UNANSWERED = 16;

    private final ServerCallStreamObserver<ModelStreamInferResponse> client;
    private final Function<ModelInferRequest, CompletableFuture<ModelStreamInferResponse>> inference;
    private final Consumer<InferenceStream> whenClosed;
    private final Queue<CompletableFuture<ModelStreamInferResponse>> unanswered = new ArrayDeque<>();
    private int answeredButNotRead;
    private boolean ending;
    private boolean closed;

    /**
     * A stream to {@code client}.
     *
     * @param inference the answer to a request, or soon the answer; never fails
     */
    InferenceStream(
            ServerCallStreamObserver<ModelStreamInferResponse> client,
            Function<ModelInferRequest, CompletableFuture<ModelStreamInferResponse>> inference,
            Consumer<InferenceStream> whenClosed) {
        this.client = client;
        this.inference = inference;
        this.whenClosed = whenClosed;
        client.disableAutoRequest();
        client.setOnReadyHandler(this::takeMore);
        // One of the two is told, whoever ends the call: the client, this stream, or the server by refusing it midway.
        client.setOnCancelHandler(this::closed);
        client.setOnCloseHandler(this::closed);
        client.request(MOST_UNANSWERED);
    }

    @Override
    public void onNext(ModelInferRequest request) {
        CompletableFuture<ModelStreamInferResponse> answer = inference.apply(request);
        synchronized (this) {
            unanswered.add(answer);
        }
        answer.thenRun(this::send);
    }

    private synchronized void send() {
        while (!closed && !unanswered.isEmpty() && unanswered.element().isDone()) {
            client.onNext(unanswered.remove().join());
            answeredButNotRead++;
        }
        if (client.isReady()) {
            takeMore();
        }
        if (ending && unanswered.isEmpty() && !closed) {
            closed = true;
            client.onCompleted();
        }
    }

    private synchronized void takeMore() {
        if (answeredButNotRead > 0) {
            client.request(answeredButNotRead);
            answeredButNotRead = 0;
        }
    }

    /** Ends the stream as soon as every request that has arrived is answered. */
    synchronized void end() {
        ending = true;
        send();
    }

    @Override
    public void onCompleted() {
        end();
    }

    @Override
    public void onError(Throwable cancellation) {
        closed();
    }

    private synchronized void closed() {
        closed = true;
        unanswered.clear();
        whenClosed.accept(this);
    }
}
