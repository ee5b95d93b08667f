package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A loaded model with its queue and its cache, which ends only when its last request is answered. */
final class LoadedModel {
    private static final int ENDED = Integer.MIN_VALUE / 2;

    private final ModelConfig config;
    private final Model model;
    private final ModelEvents events;
    private final ModelExecutor executor;
    private final Optional<ResponseCache> cache;
    /** Requests in flight; negative once the model is retired. */
    private final AtomicInteger users = new AtomicInteger();

    private final AtomicBoolean ended = new AtomicBoolean();

    LoadedModel(ModelConfig config, Model model, ModelEvents events) {
        this.config = config;
        this.model = model;
        this.events = events;
        this.executor = new ModelExecutor(model, config, events);
        model.startServing();
        this.cache = config.cache().map(ResponseCache::new);
    }

    ModelConfig config() {
        return config;
    }

    Model model() {
        return model;
    }

    /** The answer, or nothing if the model has ended meanwhile and another must be asked. */
    Optional<CompletableFuture<InferResponse>> infer(InferRequest request) {
        if (!enter()) {
            return Optional.empty();
        }
        CompletableFuture<InferResponse> answer;
        try {
            answer = cache.isPresent() ? cached(cache.get(), request) : executor.infer(request);
        } catch (RuntimeException | Error e) {
            leave();
            throw e;
        }
        if (answer.isDone()) {
            leave();
        } else {
            var _ = answer.whenComplete((_, _) -> leave());
        }
        return Optional.of(answer);
    }

    private CompletableFuture<InferResponse> cached(ResponseCache answers, InferRequest request) {
        Optional<InferResponse> known = answers.find(model, request);
        events.cached(known.isPresent());
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        CompletableFuture<InferResponse> answer = executor.infer(request);
        return answer.whenComplete((response, failure) -> {
            if (failure == null) {
                answers.keep(request, response);
            }
        });
    }

    private boolean enter() {
        if (users.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    private void leave() {
        if (users.decrementAndGet() == ENDED) {
            end();
        }
    }

    /** Takes no more requests, and ends after those in flight. */
    void retire() {
        if (users.getAndAdd(ENDED) == 0) {
            end();
        }
    }

    private void end() {
        if (ended.getAndSet(true)) {
            return;
        }
        // On a thread of its own: the last request's thread may be one of those that end.
        Thread.ofPlatform().name("end-" + config.name()).start(() -> {
            executor.close();
            model.close();
        });
    }
}
