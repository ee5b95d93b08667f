package academy.ascent.reference.grpc;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What a client receives, in its order, and how its call ends. */
final class Answers<T> implements StreamObserver<T> {
    private final List<T> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    @Override
    public void onNext(T answer) {
        received.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        ended.complete(null);
    }

    List<T> received() {
        return received;
    }

    CompletableFuture<Void> end() {
        return ended.orTimeout(20, TimeUnit.SECONDS);
    }
}
