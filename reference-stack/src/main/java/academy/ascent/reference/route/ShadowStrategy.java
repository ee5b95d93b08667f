package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Shadow;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the primary alone, and asks the shadow the same afterwards, on another thread, to compare. What the
 * shadow cannot keep up with is left out.
 */
final class ShadowStrategy implements Strategy {
    private static final int IDLE_SECONDS = 10;

    private final Semaphore free;
    private final ShadowComparison comparison;
    private final Executor behind;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    ShadowStrategy(Shadow config, Executor behind) {
        this.free = new Semaphore(config.inFlight());
        this.comparison = new ShadowComparison(config.tolerance());
        this.behind = behind;
    }

    /** One thread, which ends when nothing was to do for a while; its queue is bounded by the requests in flight. */
    static Executor oneThread(String route) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().daemon().name("shadow-" + route).unstarted(task));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request, List<Arm> arms) {
        Trace trace = CurrentTrace.get();
        CompletableFuture<InferResponse> answer = arms.getFirst().infer(request);
        var _ = answer.thenAccept(response -> follow(request, response, arms.getLast(), trace));
        return answer;
    }

    private void follow(InferRequest request, InferResponse response, Arm shadow, @Nullable Trace trace) {
        if (!free.tryAcquire()) {
            dropped.increment();
            return;
        }
        var _ = CompletableFuture.supplyAsync(
                        () -> CurrentTrace.call(trace, () -> shadow.ask(request, Arm.Observer.NONE)), behind)
                .thenCompose(answer -> answer)
                .whenComplete((other, failure) -> {
                    free.release();
                    if (failure == null) {
                        comparison.compare(response, other);
                    } else {
                        failed.increment();
                    }
                });
    }

    @Override
    public CompletableFuture<InferResponse> inferUncounted(InferRequest request, List<Arm> arms) {
        return arms.getFirst().infer(request);
    }

    @Override
    public boolean isReady(List<Arm> arms) {
        return arms.getFirst().predictor().isReady();
    }

    @Override
    public String kind() {
        return "shadow";
    }

    @Override
    public RouteReport.Detail detail() {
        return comparison.detail(dropped.sum(), failed.sum());
    }
}
