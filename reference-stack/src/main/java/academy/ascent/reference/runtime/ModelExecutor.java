package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.ExecutionConfig.Batching;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Decides how a model's inferences are run. What takes less time than handing it over would, runs on the thread that
 * asks; all else waits in a bounded queue for one of a few threads, where rows may be put together into batches.
 */
final class ModelExecutor implements AutoCloseable {
    /** So long an event loop may be held up by one request. */
    private static final double SHORT_NANOS = 300_000;

    private final Model model;
    private final ModelEvents events;
    private final InferenceQueue queue;
    private final boolean mayRunAtOnce;
    private final RowCost cost;

    ModelExecutor(Model model, ModelConfig config, ModelEvents events) {
        this.model = model;
        this.events = events;
        ExecutionConfig execution = config.execution();
        CostMeasurement measured = CostMeasurement.of(model, execution.batching());
        Optional<Batching> batching = execution.batching().filter(measured::isBatchWorthwhile);
        if (execution.batching().isPresent() && model.signature().isBatchable()) {
            events.batchMeasured(batching.isPresent(), measured.nanosAlone(), measured.nanosInBatch());
        }
        this.cost = new RowCost(measured.nanosAlone());
        this.queue = new InferenceQueue(model, execution, batching, cost, events);
        this.mayRunAtOnce = config.keepLoaded() instanceof KeepLoaded.Always
                && batching.isEmpty()
                && model.signature().hasRowsOfOneSize();
    }

    CompletableFuture<InferResponse> infer(InferRequest request) {
        try {
            List<Tensor> inputs = model.prepare(request);
            List<TensorMetadata> wanted = model.signature().wanted(request.outputs());
            int rows = RowBatch.rows(inputs);
            if (mayRunAtOnce && cost.of(rows) < SHORT_NANOS) {
                return CompletableFuture.completedFuture(runNow(request, inputs, wanted, rows));
            }
            return queue.add(new Pending(request, inputs, wanted));
        } catch (RejectedRequest | InferenceFailed e) {
            return CompletableFuture.failedFuture(e);
        } catch (InferenceQueue.Full _) {
            events.overloaded();
            return CompletableFuture.failedFuture(
                    new Overloaded("too many requests wait for model \"" + model.name() + "\"", Duration.ofSeconds(1)));
        }
    }

    private InferResponse runNow(InferRequest request, List<Tensor> inputs, List<TensorMetadata> wanted, int rows) {
        long start = System.nanoTime();
        List<Tensor> outputs = model.run(inputs, wanted);
        long end = System.nanoTime();
        cost.ran(end - start, rows);
        Trace trace = CurrentTrace.get();
        if (trace != null) {
            trace.span("inference", start, end, null);
        }
        return model.answer(request, outputs);
    }

    @Override
    public void close() {
        queue.close();
    }
}
